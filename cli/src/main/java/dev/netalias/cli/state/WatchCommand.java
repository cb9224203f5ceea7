package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Failures;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.state.Link;
import dev.netalias.plan.MistakeException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias watch}: a device that appears, or is opened, gets its saved aliases. */
public final class WatchCommand implements Command {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Which devices were open when they were last seen, by name. */
  private final Map<String, Boolean> open = new TreeMap<>();

  /** Devices whose aliases a command that was cut off keeps away, and when to try again. */
  private final Set<String> waiting = new TreeSet<>();

  private long again;

  /** The command. */
  public WatchCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Gives a device its saved aliases when it appears or is opened, whoever does that.",
        "As long as it runs; what is there at its start is left to netalias apply. A line is"
            + " printed for each device. Ends with Ctrl-C.",
        "netalias watch",
        "netalias enable     # has it run from every boot on");
  }

  @Override
  public int run(Invocation call) {
    if (!call.surroundings().mayWait()) {
      throw AliasException.usage("on a host of the lab nobody else opens devices", "");
    }
    Folders.desired(call); // refused where there are no files
    Kernel kernel = call.netAlias().kernel();
    try (Events events = call.netAlias().watch()) {
      call.interruption().begin(events::close);
      see(kernel.snapshot(EnumSet.noneOf(Part.class)).links());
      if (!call.output().quiet()) {
        call.output().out().println("watching " + String.join(" ", open.keySet()));
        call.output().out().flush();
      }
      while (!call.interruption().isAsked()) {
        events.next(LOOK_AGAIN).ifPresent(event -> happened(call, event));
        tryAgain(call);
      }
    }
    return 130;
  }

  private void see(List<Link> links) {
    links.forEach(link -> open.put(link.name(), link.isUp()));
  }

  private void happened(Invocation call, Event event) {
    switch (event) {
      case Event.LinkSeen(Link link, boolean gone) -> {
        if (gone) {
          open.remove(link.name());
          waiting.remove(link.name());
          return;
        }
        boolean before = Boolean.TRUE.equals(open.put(link.name(), link.isUp()));
        if (!link.isUp()) {
          waiting.remove(link.name());
        } else if (!before) {
          bringBack(call, link.name());
        }
      }
      case Event.Resynchronised(var snapshot) -> {
        for (Link link : snapshot.links()) {
          happened(call, new Event.LinkSeen(link, false));
        }
      }
      default -> {}
    }
  }

  private void tryAgain(Invocation call) {
    if (!waiting.isEmpty() && System.nanoTime() - again >= 0) {
      List.copyOf(waiting).forEach(device -> bringBack(call, device));
    }
  }

  /** What goes wrong with one device is told, and does not end the watching. */
  private void bringBack(Invocation call, String device) {
    boolean waited = waiting.remove(device);
    try {
      Optional<Plan> made = Saved.bringBack(call, device);
      if (made.isPresent() && !made.get().isEmpty() && !call.output().quiet()) {
        int changes = made.get().changes().stream().mapToInt(change -> change.count()).sum();
        call.output().out().println(device + ": " + changes + " changes");
        call.output().out().flush();
      }
    } catch (Unfinished.InTheWay inTheWay) {
      again = System.nanoTime() + LOOK_AGAIN.toNanos();
      waiting.add(device);
      if (!waited) {
        Failure why = Failures.of(call.cutOff(inTheWay.unfinished()));
        Failures.print(call.output(), why.in(device));
      }
    } catch (AliasException | KernelException | MistakeException refused) {
      Failures.print(call.output(), Failures.of(refused).in(device));
    }
  }
}
