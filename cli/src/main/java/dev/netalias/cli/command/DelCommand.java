package dev.netalias.cli.command;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.run.Removal;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Named;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias del}: {@code ip addr del ADDRESS dev DEV}. */
final class DelCommand extends Changing {
  private static final String DEVICE_INSTEAD =
      "netalias del --on %s --all deletes all of its aliases";

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Deletes aliases, all or none.",
        "With an alias go the routes and neighbour entries that point to it. An address behind a"
            + " name says which of several labels of that name is meant.",
        "netalias del eth0:0 eth0:web",
        "netalias del eth0:0 192.0.2.10",
        "netalias del eth0:web --drain 60",
        "netalias del --on eth0 --all");
    spec.addPositional(Model.words(0, 0, "ALIAS", "an alias; behind it, if need be, its address"))
        .addOption(Model.value("--on", "DEV", "with --all: the device whose aliases go"))
        .addOption(Model.flag("--all", "deletes all aliases of the device that --on names"));
    Cutting.describeWaiting(spec);
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
    return on == null ? new Deleting(names) : new Emptying(on);
  }

  /** A device whose aliases are all to be deleted: there may be a million. */
  private record Emptying(String on) implements Operation {
    @Override
    public String doing() {
      return "deleting an address";
    }

    @Override
    public void apply(Draft draft) {
      draft.deleteAll(on);
    }
  }

  /** What is to be deleted: names, each perhaps with an address behind it. */
  private record Deleting(List<String> words) implements Removal {
    @Override
    public String doing() {
      return "deleting an address";
    }

    @Override
    public Map<String, Alias> aliases(Draft draft) {
      return Removal.byKey(named(draft));
    }

    @Override
    public void remove(Draft draft, Collection<Alias> aliases) {
      draft.deleteAll(aliases);
    }

    /** Without an address behind it a name means all that is there or remembered under it. */
    private List<Alias> named(Draft draft) {
      List<Alias> aliases = new ArrayList<>();
      for (Named named : Named.all(words)) {
        Alias alias = named.alias(draft, DEVICE_INSTEAD);
        aliases.addAll(named.which() == null ? draft.allOf(alias.name()) : List.of(alias));
      }
      return aliases;
    }
  }
}
