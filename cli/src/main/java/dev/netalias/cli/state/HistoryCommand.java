package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.StateJson;
import dev.netalias.cli.print.Table;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias history}: the states that were applied. */
public final class HistoryCommand implements Command {
  private static final int STATE_COLUMN = 4;
  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** The command. */
  public HistoryCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Lists the states that were applied: when, by whom, and by which command.",
        "The last fifty are kept. netalias rollback N goes back to one.",
        "netalias history",
        "netalias history -o json");
  }

  @Override
  public int run(Invocation call) {
    History history =
        History.of(call)
            .orElseThrow(() -> AliasException.usage("a host of the lab keeps no states", ""));
    boolean waits =
        Pending.ifReadable(history, damaged -> Pending.warn(call.output(), damaged))
            .filter(Pending::isOfThisBoot)
            .isPresent();
    int last = history.last();
    List<StateJson.Applied> all =
        history.all().stream()
            .map(a ->
                new StateJson.Applied(
                    a.number(),
                    a.when().toString(),
                    a.who(),
                    a.what(),
                    a.changes(),
                    a.number() == last,
                    !(waits && a.number() == last)))
            .toList();
    Output output = call.output();
    if (output.isJson()) {
      Json.printAll(output.out(), StateJson.Applied.class, all);
      return 0;
    }
    Table table =
        new Table(
            output.colour().getAsBoolean(), "NUMBER", "WHEN", "WHO", "CHANGES", "STATE", "WHAT");
    table.print(output.out(), STATE_COLUMN, () -> all.stream().map(HistoryCommand::row).iterator());
    return 0;
  }

  private static Table.Row row(StateJson.Applied a) {
    LocalDateTime when = LocalDateTime.ofInstant(Instant.parse(a.when()), ZoneId.systemDefault());
    String state = !a.confirmed() ? "unconfirmed" : a.current() ? "current" : "-";
    return Table.Row.of(
        a.confirmed() ? Table.Colour.GREEN : Table.Colour.YELLOW,
        Integer.toString(a.number()),
        WHEN.format(when),
        Visible.of(a.who()),
        Integer.toString(a.changes()),
        state,
        Visible.of(a.what()));
  }
}
