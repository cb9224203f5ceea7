package dev.netalias.cli.command;

import dev.netalias.alias.Alias;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.run.Removal;
import dev.netalias.cli.state.Saved;
import dev.netalias.cli.words.AddressWord;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Named;
import dev.netalias.kernel.state.Link;
import dev.netalias.plan.Desired;
import dev.netalias.plan.Reconciliation;
import dev.netalias.plan.Reconciliation.Choice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias open} and {@code close}, also {@code up} and {@code down}. */
final class StateCommand extends Changing {
  private final String name;
  private final boolean open;

  StateCommand(String name, boolean open) {
    this.name = name;
    this.open = open;
  }

  @Override
  public void describe(CommandSpec spec) {
    if (open) {
      Model.help(
          spec,
          "Opens aliases and devices.",
          "An alias answers for its address again; it is refused while its device is closed.",
          "netalias " + name + " eth0 eth0:0");
    } else {
      Model.help(
          spec,
          "Closes aliases and devices.",
          "A closed alias answers for its address no more, and is kept. Closing a device deletes"
              + " its aliases.",
          "netalias " + name + " eth0:0 eth0:1");
    }
    spec.addPositional(
        Model.words(
            0, 1, "NAME", "an alias or a device; behind an alias, if need be, its address"));
    if (open) {
      Manners.describe(spec);
    } else {
      Cutting.describeWaiting(spec);
    }
  }

  @Override
  public Operation operation(ParseResult words) {
    List<Named> all = Named.all(Model.words(words, 0));
    boolean aliasesOnly = all.stream().allMatch(n -> n.name().indexOf(':') > 0);
    if (!open) {
      return aliasesOnly
          ? new Closing(all)
          : new Switching(false, all, Manners.NONE, new ArrayList<>(), Optional.empty());
    }
    return new Switching(true, all, Manners.of(words), new ArrayList<>(), Optional.empty());
  }

  /** Aliases that are to be closed. */
  private record Closing(List<Named> all) implements Removal {
    @Override
    public String doing() {
      return "closing a device or an alias";
    }

    @Override
    public Map<String, Alias> aliases(Draft draft) {
      return Removal.byKey(all.stream().map(n -> n.alias(draft, "")).toList());
    }

    @Override
    public void remove(Draft draft, Collection<Alias> aliases) {
      draft.closeAll(aliases);
    }
  }

  /**
   * What is to be opened or closed, in the order that works: a device is opened before its aliases,
   * and closed after them.
   */
  private record Switching(
      boolean open,
      List<Named> all,
      Manners manners,
      List<AddressWord> openings,
      Optional<Desired> saved)
      implements Operation {
    /** A device that is opened again gets its saved aliases back. */
    @Override
    public Operation in(Invocation call) {
      boolean devices = all.stream().anyMatch(n -> n.name().indexOf(':') < 0);
      return open && devices
          ? new Switching(true, all, manners, openings, Saved.toBringBack(call))
          : this;
    }

    @Override
    public String doing() {
      return open ? "opening a device or an alias" : "closing a device or an alias";
    }

    @Override
    public void apply(Draft draft) {
      openings.clear();
      List<String> devices = all.stream().filter(n -> n.isDevice(draft)).map(Named::name).toList();
      if (open) {
        devices.forEach(device -> open(draft, device));
      }
      for (Named named : all) {
        if (named.isDevice(draft)) {
          continue;
        }
        Alias alias = named.alias(draft, "");
        if (open) {
          draft.open(alias);
          openings.add(new AddressWord(alias.address(), 1, OptionalInt.empty()));
        } else {
          draft.close(alias);
        }
      }
      if (!open) {
        devices.forEach(draft::closeMain);
      }
    }

    private void open(Draft draft, String device) {
      boolean closed = (draft.mainState(device).flags() & Link.UP) == 0;
      draft.openMain(device);
      if (closed && saved.isPresent()) {
        new Reconciliation(saved.get().only(device), Desired.NOTHING, Choice.USUAL).into(draft);
      }
    }
  }
}
