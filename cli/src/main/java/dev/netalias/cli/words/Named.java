package dev.netalias.cli.words;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command line names: a device, or an alias with perhaps its address behind it. The address
 * tells which of several is meant: labels that other programs made need not be unique.
 *
 * @param name the name
 * @param which the address, null where none is given
 */
public record Named(String name, @Nullable Address which) {
  /** Reads names, each with or without an address behind it. */
  public static List<Named> all(List<String> words) {
    List<Named> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Address which = i + 1 < words.size() ? address(words.get(i + 1)) : null;
      all.add(new Named(words.get(i), which));
      i += which == null ? 0 : 1;
    }
    return all;
  }

  /** A word that is an address; no name of an alias looks like one. */
  public static @Nullable Address address(String word) {
    try {
      return Address.parse(word);
    } catch (FormatException isName) {
      return null;
    }
  }

  /** Whether it is a main device that is there. */
  public boolean isDevice(Draft draft) {
    return which == null && draft.view().block(name).isPresent();
  }

  /**
   * The alias, which must be there.
   *
   * @param instead what to do where it is a device, {@code %s} for its name
   * @throws AliasException where it is not
   */
  public Alias alias(Draft draft, String instead) {
    Address address = address(name);
    if (address != null) {
      throw AliasException.usage(
          "'" + name + "' is an address, and an alias is called by its name",
          draft.view().owner(address).map(a -> "it is " + a.name()).orElse(""));
    }
    if (name.indexOf(':') < 0 && draft.find(name).isEmpty()) {
      draft.addressesOf(name); // refused where there is no such device
      throw AliasException.usage(
          "'" + name + "' is a device, not an alias", instead.formatted(name));
    }
    return draft.alias(name, which);
  }
}
