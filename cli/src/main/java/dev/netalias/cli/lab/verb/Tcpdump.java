package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import java.util.List;

/**
 * {@code tcpdump -nt}: from now on what passes a device is shown between the lines of other
 * commands, each with the host's name before it.
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
        default -> throw call.strange(words.get(i));
      }
    }
    begin(call, device, most);
    call.out()
        .print(
            "tcpdump: listening on %s of %s; 'tcpdump off' ends it\n"
                .formatted(device, call.host()));
    return 0;
  }

  private static void begin(Call call, String device, long most) {
    Chatter chatter = call.scene().chatter();
    String host = call.host().name();
    long[] seen = new long[1];
    AutoCloseable watch =
        call.host()
            .watch(
                device,
                line -> {
                  if (seen[0]++ < most) {
                    chatter.say(host + "| " + line);
                  }
                });
    call.scene().things(call.host()).begin(KIND + device, watch);
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
