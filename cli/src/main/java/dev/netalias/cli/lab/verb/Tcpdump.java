package dev.netalias.cli.lab.verb;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.lab.Lab;
import dev.netalias.kernel.state.Link;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code tcpdump -nt}: from now on what passes a device or a wire is shown between the lines of
 * other commands, each with the name of the host or of the wire before it.
 */
final class Tcpdump {
  private static final String KIND = "tcpdump ";

  private Tcpdump() {}

  static int run(Call call) {
    String device = "eth0";
    long most = Long.MAX_VALUE;
    List<String> words = call.words();
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-n", "-t", "-nt", "-tn", "-l" -> {}
        case "-i" -> device = call.word(++i, "the device");
        case "-c" -> most = number(call.word(++i, "the number"));
        case "off" -> {
          return off(call);
        }
        default -> {
          if (words.get(i).startsWith("-")) {
            throw call.strange(words.get(i));
          }
          device = words.get(i);
        }
      }
    }
    String on = begin(call, device, most);
    call.out().print("tcpdump: listening on %s; 'tcpdump off' ends it\n".formatted(on));
    return 0;
  }

  /** Begins at a device of the host, or at a wire where there is no such device. */
  private static String begin(Call call, String name, long most) {
    Lab lab = call.scene().lab();
    Optional<Link> own = call.net().view().find(name).map(Alias::device);
    Optional<Wire> wire = lab.wire(name).filter(w -> call.host().links().noneMatch(name::equals));
    String who = wire.isPresent() ? name : call.host().name();
    Chatter chatter = call.scene().chatter();
    long[] seen = new long[1];
    Consumer<String> teller =
        line -> {
          if (seen[0]++ < most) {
            chatter.say(who + "| " + line);
          }
        };
    AutoCloseable watch =
        wire.isPresent()
            ? lab.watch(wire.get(), teller)
            : call.host().watch(own.map(Link::name).orElse(name), teller);
    call.scene().things(call.host()).begin(KIND + name, watch);
    return wire.isPresent() ? "wire " + name : name + " of " + call.host();
  }

  private static int off(Call call) {
    call.most(1);
    HostThings things = call.scene().things(call.host());
    List<String> running = things.names(KIND);
    running.forEach(things::end);
    if (running.isEmpty()) {
      throw AliasException.notFound("no tcpdump runs on host '" + call.host() + "'", "");
    }
    return 0;
  }

  private static long number(String text) {
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw AliasException.usage("'" + text + "' is no number of frames", "");
    }
    return Long.parseLong(text);
  }
}
