package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.HappeningJson;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.watch.Happening;
import dev.netalias.cli.watch.Watch;
import dev.netalias.embedded.device.World;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * {@code monitor}: from now on each change of the host is shown behind the line that made it, with
 * the host's name before it.
 */
final class MonitorVerb implements HostThings.Watching {
  private static final String NAME = "monitor";

  private final Call call;
  private final boolean json;
  private final Kernel kernel;
  private final Events events;
  private final Watch watch;

  private MonitorVerb(Call call, boolean json) {
    this.call = call;
    this.json = json;
    kernel = call.host().kernel();
    events = kernel.events();
    watch = new Watch(kernel.snapshot(EnumSet.of(Part.ADDRESSES)), this::tell);
  }

  static int run(Call call) {
    List<String> words = call.behind(1).words();
    HostThings things = call.scene().things(call.host());
    if (words.equals(List.of("off"))) {
      if (!things.end(NAME)) {
        throw AliasException.notFound("no monitor runs on host '" + call.host() + "'", NAME);
      }
      return 0;
    }
    boolean json = words.equals(List.of("-o", "json")) || words.equals(List.of("-ojson"));
    if (!json && !words.isEmpty()) {
      throw call.strange(words.getFirst());
    }
    things.begin(NAME, new MonitorVerb(call, json));
    if (!json) {
      call.out().print("monitor: watching host %s; 'monitor off' ends it\n".formatted(call.host()));
    }
    return 0;
  }

  @Override
  public void look() {
    List<Event> together = new ArrayList<>();
    for (Optional<Event> next = events.next(Duration.ZERO);
        next.isPresent();
        next = events.next(Duration.ZERO)) {
      together.add(next.get());
    }
    if (!together.isEmpty()) {
      watch.happened(together, kernel.snapshot(EnumSet.noneOf(Part.class)).registry());
    }
  }

  private void tell(Happening h) {
    Chatter chatter = call.scene().chatter();
    if (!json) {
      chatter.say(call.host() + "| " + Visible.of(h.text()));
      return;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    Json.print(
        new PrintStream(line, false, StandardCharsets.UTF_8),
        HappeningJson.class,
        new HappeningJson(now().toString(), h.event(), h.what(), h.name(), h.detail()));
    chatter.say(line.toString(StandardCharsets.UTF_8).strip());
  }

  /** The lab's time; a clock of its own begins at 1970, so that a script prints the same always. */
  private Instant now() {
    World world = call.scene().lab().world();
    return world.isManual() ? Instant.ofEpochSecond(0, world.timers().now()) : Instant.now();
  }

  @Override
  public void close() {
    look();
    events.close();
  }
}
