package dev.netalias.cli.neighbour;

import dev.netalias.Probing;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.NeighbourJson.Announced;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Named;
import dev.netalias.kernel.Event;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Prefix;
import dev.netalias.probe.Announcement;
import dev.netalias.probe.Carriers;
import dev.netalias.probe.Conversation;
import dev.netalias.probe.Links;
import dev.netalias.probe.Target;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias announce}: {@code arping -A} and {@code arping -U}, for aliases by name. */
public final class AnnounceCommand implements Command {
  /** Tells. */
  public AnnounceCommand() {}

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Tells the neighbours that addresses are here.",
        "So that none of them keeps the MAC address of whoever had them before: by ARP, and by"
            + " neighbour discovery for IPv6. Of a device all its addresses are told. With --watch"
            + " it goes on, and tells again each time the link comes back; it ends with Ctrl-C.",
        "netalias announce eth0:0",
        "netalias announce eth0 --count 3 --interval 0.5",
        "netalias announce eth0 --watch");
    spec.addPositional(
            Model.words(
                0, 1, "NAME", "an alias or a device; behind an alias, if need be, its address"))
        .addOption(Model.value("--count", "N", "how often; 1"))
        .addOption(Model.value("--interval", "SECONDS", "how long after each other; 2"))
        .addOption(Model.flag("--watch", "tells again whenever the link comes back"));
  }

  @Override
  public int run(Invocation call) {
    Announcement how = announcement(call.words());
    List<Named> names = Named.all(Model.words(call.words(), 0));
    Map<Target, String> named = targets(call, names);
    if (named.isEmpty()) {
      throw AliasException.notFound(names.getFirst().name() + " has no address to tell of", "");
    }
    refuseWithoutNeighbours(call, named);
    if (!Model.has(call.words(), "--watch")) {
      call.interruption().begin(() -> {});
      tell(call, named, how);
      return 0;
    }
    if (!call.surroundings().mayWait()) {
      throw AliasException.usage("here nothing is watched", "announce without --watch");
    }
    watch(call, names, how);
    return 130;
  }

  private static Announcement announcement(ParseResult words) {
    String count = words.matchedOptionValue("--count", null);
    String interval = words.matchedOptionValue("--interval", null);
    return new Announcement(
        count == null ? 1 : Manners.count(count),
        interval == null ? Announcement.ONCE.interval() : Manners.seconds(interval));
  }

  // What is told of

  private static Map<Target, String> targets(Invocation call, List<Named> names) {
    Map<Target, String> named = new LinkedHashMap<>();
    call.netAlias()
        .plan(draft -> {
          named.clear();
          names.forEach(name -> add(named, name, draft));
        });
    return named;
  }

  /** What there is of it now; what has gone meanwhile, or is closed, is told of no more. */
  private static Map<Target, String> there(Invocation call, List<Named> names) {
    Map<Target, String> there = new LinkedHashMap<>();
    for (Named name : names) {
      try {
        there.putAll(targets(call, List.of(name)));
      } catch (AliasException gone) {
        call.output().warn("note", "not announced: " + gone.getMessage());
      }
    }
    return there;
  }

  private static void add(Map<Target, String> named, Named name, Draft draft) {
    if (name.isDevice(draft)) {
      draft
          .addressesOf(name.name())
          .forEach(a -> named.put(new Target(a.device(), a.local()), name.name()));
      draft.view().block(name.name()).orElseThrow().aliases().stream()
          .filter(Alias::isOpen)
          .forEach(alias -> add(named, alias));
      return;
    }
    Alias alias = name.alias(draft, "");
    if (!alias.isOpen()) {
      throw AliasException.conflict(
          alias.name() + " is closed: it answers for its address no more",
          "netalias open " + alias.name());
    }
    add(named, alias);
  }

  private static void add(Map<Target, String> named, Alias alias) {
    Device device = alias.link().device();
    Prefix prefix = alias.owned().prefix();
    int host = alias.isRoute() ? prefix.address().bits() - prefix.length() : 0;
    if (host > 30 || named.size() + (1 << host) > Probing.MOST) {
      throw AliasException.usage(
          "more than %d addresses would be told of".formatted(Probing.MOST), "name fewer aliases");
    }
    for (int i = 0; i < 1 << host; i++) {
      named.put(new Target(device, prefix.address().plus(i)), alias.name());
    }
  }

  // Telling

  private static void refuseWithoutNeighbours(Invocation call, Map<Target, String> named) {
    Snapshot now = call.netAlias().kernel().snapshot(EnumSet.noneOf(Part.class));
    for (Target target : named.keySet()) {
      if (now.link(target.device().index()).filter(Links::hasNeighbours).isEmpty()) {
        throw AliasException.conflict(
            target.device() + " has no neighbours that could be told", "");
      }
    }
  }

  /** Tells of all, once; each has to be where somebody hears it. */
  private static void tell(Invocation call, Map<Target, String> named, Announcement how) {
    Snapshot now = call.netAlias().kernel().snapshot(EnumSet.noneOf(Part.class));
    for (Target target : named.keySet()) {
      if (now.link(target.device().index()).filter(Links::carries).isEmpty()) {
        throw AliasException.conflict(
            target.device() + " has no carrier: nobody would hear of " + target.address(), "");
      }
    }
    Optional<String> untold = speak(call, named, how);
    if (untold.isPresent()) {
      throw AliasException.conflict(untold.get(), "");
    }
  }

  /** Tells, and says of what it told; of what it could not, in words, where there is such. */
  private static Optional<String> speak(
      Invocation call, Map<Target, String> named, Announcement how) {
    Kernel kernel = call.netAlias().kernel();
    Runnable check = () -> call.interruption().check();
    List<Target> untold;
    try {
      untold = new Conversation(kernel, new SplittableRandom(), check).tell(named.keySet(), how);
    } catch (KernelException refused) {
      if (refused.isPermission()) {
        throw new AliasException(
            AliasException.Kind.PERMISSION,
            "telling neighbours needs CAP_NET_RAW",
            "run it with sudo");
      }
      throw refused;
    }
    Map<Target, String> told = new LinkedHashMap<>(named);
    untold.forEach(told::remove);
    say(call.output(), told);
    return untold.isEmpty() ? Optional.empty() : Optional.of(text(untold));
  }

  private static String text(List<Target> untold) {
    Target first = untold.getFirst();
    String more = untold.size() == 1 ? "" : " and %d more".formatted(untold.size() - 1);
    return "neighbours could not be told of %s on %s%s"
        .formatted(first.address(), first.device(), more);
  }

  private static void say(Output output, Map<Target, String> told) {
    if (output.isJson()) {
      Json.print(output.out(), Announced.class, Announced.of(told));
    } else if (!output.quiet()) {
      told.forEach((target, name) ->
          output.out().print(Visible.of(name + " " + target.address() + " announced") + "\n"));
    }
    output.out().flush();
  }

  private static void watch(Invocation call, List<Named> names, Announcement how) {
    Kernel kernel = call.netAlias().kernel();
    try (Events events = kernel.events()) {
      call.interruption().begin(events::close);
      List<Link> links = kernel.snapshot(EnumSet.noneOf(Part.class)).links();
      Carriers carriers = new Carriers(links);
      speakOn(call, names, how, links.stream().filter(Links::carries).map(Link::device).toList());
      while (!call.interruption().isAsked()) {
        Optional<Event> event = events.next(LOOK_AGAIN);
        if (event.isPresent()) {
          speakOn(call, names, how, carriers.after(event.get()));
        }
      }
    }
  }

  private static void speakOn(
      Invocation call, List<Named> names, Announcement how, List<Device> devices) {
    if (devices.isEmpty()) {
      return;
    }
    Map<Target, String> there = there(call, names);
    there.keySet().removeIf(t -> devices.stream().noneMatch(d -> d.index() == t.device().index()));
    if (!there.isEmpty()) {
      speak(call, there, how).ifPresent(untold -> call.output().warn("warning", untold));
    }
  }
}
