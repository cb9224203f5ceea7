package dev.netalias.cli.traffic;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.StatsJson;
import dev.netalias.cli.print.Table;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Named;
import dev.netalias.kernel.state.Counters;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias stats}: {@code nft list table inet netalias}, as aliases. */
public final class StatsCommand extends Changing {
  private static final String ON = "--on";
  private static final String CLEAR = "\u001b[H\u001b[J";

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Shows the packets and bytes that aliases received and sent.",
        "On the running kernel they are counted by nftables, in a table of netalias's own; those of"
            + " an alias that is a device are the device's. With --on an alias is counted that was"
            + " not, whoever made it; without NAME all are.",
        "netalias stats",
        "netalias stats eth0:0 --watch",
        "netalias stats eth0:backup --on");
    spec.addPositional(Model.optionalWord(0, "NAME", "the alias; without it, all"))
        .addOption(Model.flag("--watch", "shows them again and again, with rates, up to Ctrl-C"))
        .addOption(
            Model.value("--interval", "SECONDS", "with --watch: how often, else each second"))
        .addOption(Model.flag(ON, "counts it from now on"))
        .addOption(Model.flag("--off", "counts it no more, and forgets what was counted"));
  }

  @Override
  public int run(Invocation call) {
    String name = Model.word(call.words(), 0);
    boolean watch = Model.has(call.words(), "--watch");
    if (switches(call.words())) {
      return super.run(call);
    }
    return watch ? watch(call, name) : show(call, name);
  }

  private static boolean switches(ParseResult words) {
    int said = 0;
    for (String option : List.of(ON, "--off", "--watch")) {
      said += Model.has(words, option) ? 1 : 0;
    }
    if (said > 1) {
      throw AliasException.usage("--on, --off and --watch are three things", "take one of them");
    }
    String interval = words.matchedOptionValue("--interval", null);
    if (interval != null && !Model.has(words, "--watch")) {
      throw AliasException.usage(
          "--interval says how often --watch shows them, and --watch is not said",
          "netalias stats --watch --interval " + interval);
    }
    return said == 1 && !Model.has(words, "--watch");
  }

  @Override
  public Operation operation(ParseResult words) {
    if (!switches(words)) {
      throw AliasException.usage(
          "stats without --on or --off changes nothing, and a batch is of changes", "");
    }
    return new Switching(Model.word(words, 0), Model.has(words, ON), new ArrayList<>());
  }

  /** Aliases whose counting is to begin or to end. */
  private record Switching(String name, boolean on, List<Output.Note> notes) implements Operation {
    @Override
    public String doing() {
      return on ? "counting an alias" : "counting an alias no more";
    }

    @Override
    public void apply(Draft draft) {
      if (!name.isEmpty()) {
        String all = on ? "netalias stats --on counts all" : "netalias stats --off counts none";
        apply(draft, new Named(name, null).alias(draft, all));
        return;
      }
      List<Alias> shared = draft.aliases().stream().filter(a -> a.device() == null).toList();
      shared.forEach(alias -> apply(draft, alias));
      notes.clear();
      if (shared.isEmpty()) {
        notes.add(
            new Output.Note(
                draft.aliases().isEmpty()
                    ? "there is no alias that could be counted"
                    : "each alias has a device of its own, which counts by itself",
                ""));
      }
    }

    private void apply(Draft draft, Alias alias) {
      if (on) {
        draft.counting().count(alias);
      } else {
        draft.counting().countNoMore(alias);
      }
    }
  }

  private static List<Alias> aliases(Invocation call, AliasView view, String name) {
    if (name.isEmpty()) {
      return view.aliases();
    }
    Draft look = new Draft(call.netAlias().kernel(), view);
    return List.of(new Named(name, null).alias(look, "netalias list %s"));
  }

  private static int show(Invocation call, String name) {
    AliasView view = call.netAlias().view();
    List<Alias> aliases = aliases(call, view, name);
    Output output = call.output();
    if (output.isJson()) {
      Json.printAll(
          output.out(),
          StatsJson.class,
          aliases.stream().map(a -> StatsJson.of(a, view.unread(), null))::iterator);
      return 0;
    }
    Table table = new Table(false, "NAME", "RX PACKETS", "RX BYTES", "TX PACKETS", "TX BYTES");
    table.print(output.out(), 0, () -> aliases.stream().map(StatsCommand::row).iterator());
    aliases.stream()
        .filter(a -> a.counters() == null)
        .findFirst()
        .ifPresent(a -> output.warn("note", a.name() + ": " + view.uncounted(a)));
    return 0;
  }

  private static Table.Row row(Alias alias) {
    Counters c = alias.counters();
    String name = Visible.of(alias.name());
    return c == null
        ? Table.Row.of(null, name, "-", "-", "-", "-")
        : Table.Row.of(
            null,
            name,
            Long.toString(c.rxPackets()),
            Long.toString(c.rxBytes()),
            Long.toString(c.txPackets()),
            Long.toString(c.txBytes()));
  }

  private static int watch(Invocation call, String name) {
    if (!call.surroundings().mayWait()) {
      throw AliasException.usage("nothing happens here while one waits", "netalias stats");
    }
    Ticks ticks =
        new Ticks(call.interruption(), call.words().matchedOptionValue("--interval", "1"));
    Rates rates = new Rates();
    do {
      AliasView view = call.netAlias().view();
      List<Rates.Row> rows = rates.look(aliases(call, view, name), System.nanoTime());
      print(call, rows);
    } while (ticks.next());
    return 130;
  }

  private static void print(Invocation call, List<Rates.Row> rows) {
    Output output = call.output();
    if (output.isJson()) {
      Json.printAll(
          output.out(),
          StatsJson.class,
          rows.stream().map(r -> StatsJson.of(r.alias(), null, r.second()))::iterator);
    } else {
      Table table =
          new Table(false, "NAME", "RX PKT/S", "RX B/S", "TX PKT/S", "TX B/S", "RX PKT", "TX PKT");
      for (Rates.Row row : rows) {
        table.row(
            null,
            Visible.of(row.alias().name()),
            Numbers.shortened(row.second().rxPackets()),
            Numbers.shortened(row.second().rxBytes()),
            Numbers.shortened(row.second().txPackets()),
            Numbers.shortened(row.second().txBytes()),
            Long.toString(row.total().rxPackets()),
            Long.toString(row.total().txPackets()));
      }
      output.out().print(call.surroundings().isOutTerminal() ? CLEAR : "");
      table.print(output.out(), 0);
      output.out().print(call.surroundings().isOutTerminal() ? "" : "\n");
    }
    output.out().flush();
  }
}
