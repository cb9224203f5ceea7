package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.HappeningJson;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.watch.Happening;
import dev.netalias.cli.watch.Watch;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias monitor}: {@code ip monitor}, as aliases. */
final class MonitorCommand implements Command {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int MOST_TOGETHER = 1000;

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Prints a line for each change as it happens, whoever makes it.",
        "Of aliases, addresses, devices and of routes that somebody asked for. Where the kernel"
            + " had to drop news, that is said and all is read anew. With -o json each line is a"
            + " document. Ends with Ctrl-C.",
        "netalias monitor",
        "netalias monitor -o json | jq .name");
  }

  @Override
  public int run(Invocation call) {
    if (!call.surroundings().mayWait()) {
      throw AliasException.usage("here monitor takes -o json behind it alone", "monitor -o json");
    }
    Kernel kernel = call.netAlias().kernel();
    try (Events events = call.netAlias().watch()) {
      call.interruption().begin(events::close);
      Watch watch =
          new Watch(kernel.snapshot(EnumSet.of(Part.ADDRESSES)), h -> print(call.output(), h));
      while (!call.interruption().isAsked()) {
        List<Event> together = together(events);
        watch.happened(together, kernel.snapshot(EnumSet.noneOf(Part.class)).registry());
        call.output().out().flush();
      }
    }
    return 130;
  }

  /** The next events: one that is waited for, and those that are there by then. */
  private static List<Event> together(Events events) {
    List<Event> together = new ArrayList<>();
    Optional<Event> next = events.next(LOOK_AGAIN);
    while (next.isPresent()) {
      together.add(next.get());
      next = together.size() < MOST_TOGETHER ? events.next(Duration.ZERO) : Optional.empty();
    }
    return together;
  }

  private static void print(Output output, Happening h) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    if (output.isJson()) {
      Json.print(
          output.out(),
          HappeningJson.class,
          new HappeningJson(now.toString(), h.event(), h.what(), h.name(), h.detail()));
      return;
    }
    LocalTime time = LocalTime.ofInstant(now, ZoneId.systemDefault());
    output.out().print("%-12s %s\n".formatted(time, Visible.of(h.text())));
  }
}
