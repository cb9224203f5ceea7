package dev.netalias.cli.command;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.run.Removal;
import dev.netalias.cli.words.Model;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias del}: {@code ip addr del ADDRESS dev DEV}. */
final class DelCommand extends Changing {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Deletes aliases, all or none.",
        "With an alias go the routes and neighbour entries that point to it. An address behind a"
            + " name says which of several labels of that name is meant.",
        "netalias del eth0:0 eth0:web",
        "netalias del eth0:0 192.0.2.10",
        "netalias del --on eth0 --all");
    spec.addPositional(Model.words(0, 0, "NAME", "an alias; behind it, if need be, its address"))
        .addOption(Model.value("--on", "DEV", "with --all: the device whose aliases go"))
        .addOption(Model.flag("--all", "deletes all aliases of the device that --on names"));
  }

  @Override
  public Operation operation(ParseResult words) {
    List<String> names = Model.words(words, 0);
    String on = words.matchedOptionValue("--on", null);
    if (Model.has(words, "--all") != (on != null)) {
      throw AliasException.usage(
          "--on and --all belong together", "netalias del --on DEV --all empties a device");
    }
    if (names.isEmpty() == (on == null)) {
      throw AliasException.usage(
          on == null
              ? "nothing is named to be deleted"
              : "'" + names.getFirst() + "' and --all can't go together",
          "netalias del NAME..., or netalias del --on DEV --all");
    }
    return new Deleting(names, on);
  }

  /** What is to be deleted: names, each perhaps with an address behind it; or all on a device. */
  private record Deleting(List<String> words, @Nullable String on) implements Removal {
    @Override
    public String doing() {
      return "deleting an address";
    }

    @Override
    public Map<String, Alias> aliases(Draft draft) {
      return Removal.byKey(on == null ? named(draft) : allOn(draft, on));
    }

    @Override
    public void remove(Draft draft, Collection<Alias> aliases) {
      draft.deleteAll(aliases);
    }

    private static List<Alias> allOn(Draft draft, String main) {
      draft.mainState(main); // refused where there is no such device
      return draft.aliases().stream().filter(a -> a.main().name().equals(main)).toList();
    }

    private List<Alias> named(Draft draft) {
      List<Alias> aliases = new ArrayList<>(); // one that is named twice goes once
      for (int i = 0; i < words.size(); i++) {
        Address address = i + 1 < words.size() ? address(words.get(i + 1)) : null;
        aliases.add(alias(draft, words.get(i), address));
        if (address != null) {
          i++;
        }
      }
      return aliases;
    }

    private static Alias alias(Draft draft, String name, @Nullable Address address) {
      Address instead = address(name);
      if (instead != null) {
        throw AliasException.usage(
            "'" + name + "' is an address, and an alias is deleted by its name",
            draft.view().owner(instead).map(a -> "it is " + a.name()).orElse(""));
      }
      return draft.alias(name, address);
    }

    /** A word that is an address; no name of an alias looks like one. */
    private static @Nullable Address address(String word) {
      try {
        return Address.parse(word);
      } catch (FormatException isName) {
        return null;
      }
    }
  }
}
