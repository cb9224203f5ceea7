package dev.netalias.cli.look;

import dev.netalias.cli.look.name.AddressText;
import dev.netalias.cli.look.name.Lookup.Failed;
import dev.netalias.cli.look.name.Lookup.Found;
import dev.netalias.cli.look.name.Names;
import dev.netalias.net.Address;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The grammar behind {@code route -A inet6 add} and {@code route -A inet6 del}. */
final class Route6Words {
  private static final Address ANY = new Address(Address.INET6, 16, 0, 0);

  private final Words words;
  private final Names names;
  private final boolean add;
  private long metric = 1;
  private @Nullable Address gateway;
  private @Nullable String device;

  Route6Words(List<String> words, Names names, boolean add) {
    this.words = new Words(words, Route6Words::usage);
    this.names = names;
    this.add = add;
  }

  private static LookException usage() {
    return new LookException(Usage.inet6Route(), LookException.USAGE);
  }

  RouteWish read() {
    String word = words.argument();
    int slash = word.indexOf('/');
    String text = slash < 0 ? word : word.substring(0, slash);
    int length = word.equals("default") ? 0 : 128;
    if (slash >= 0) {
      length = CNumber.decimal(word.substring(slash + 1));
      if (length < 0 || length > 128) {
        throw usage();
      }
    }
    Address destination = word.equals("default") ? ANY : target(text).masked(length);
    while (words.hasNext()) {
      readNext();
    }
    return new RouteWish(
        add,
        destination,
        length,
        gateway,
        device,
        metric == 0 && !add ? OptionalLong.empty() : OptionalLong.of(metric),
        Map.of(),
        false);
  }

  private Address target(String text) {
    return AddressText.pton6(text).orElseGet(() -> lookUp(text));
  }

  /** The original has taken the dash from {@code -net} by now, as it needs to for IPv4. */
  private Address lookUp(String text) {
    String name = text.equals("-net") || text.equals("-host") ? "#" + text.substring(1) : text;
    return switch (names.inet6(name)) {
      case Found(Address address, boolean network) -> address;
      case Failed failed -> throw new LookException(failed.tellOfInet6(name), 1);
    };
  }

  private void readNext() {
    boolean last = words.isLast();
    String word = words.next();
    switch (word) {
      case "metric" -> {
        String text = words.argument();
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
          throw usage();
        }
        metric = CNumber.decimal(text);
      }
      case "gw", "gateway" -> {
        String text = words.argument();
        if (gateway != null) {
          throw usage();
        }
        gateway =
            AddressText.pton6(text)
                .orElseThrow(() ->
                    new LookException(
                        text + ": Resolver Error 0 (no error)\n", LookException.LOOKUP));
      }
      case "mod", "dyn" -> {} // flags that the kernel does not look at
      case "device", "dev" -> device = words.argument();
      default -> {
        if (!last) {
          throw usage();
        }
        device = word;
      }
    }
  }
}
