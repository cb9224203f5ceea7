package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import dev.netalias.embedded.ip.Drop;
import dev.netalias.embedded.lab.Ping;
import dev.netalias.net.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ping} of iputils; without {@code -c} it sends four. */
final class PingVerb {
  private static final int USUAL_COUNT = 4;
  private static final int HEADERS = 28;
  private static final int HEADERS6 = 8;
  private static final Duration LONG = Duration.ofDays(1);

  private final Call call;
  private final Ping.Options options;
  private final List<Duration> times = new ArrayList<>();
  private int errors;
  private int duplicates;

  private PingVerb(Call call, Ping.Options options) {
    this.call = call;
    this.options = options;
  }

  static int run(Call call) {
    return new PingVerb(call, options(call)).run();
  }

  // Words

  private static Ping.Options options(Call call) {
    List<String> words = call.words();
    List<String> targets = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-n") || word.equals("-4") || word.equals("-6")) {
        continue;
      }
      if (!word.startsWith("-")) {
        targets.add(word);
      } else if (word.length() == 2) {
        settings.add(word + call.word(++i, "what belongs to " + word));
      } else {
        settings.add(word);
      }
    }
    if (targets.size() != 1) {
      throw AliasException.usage(
          targets.isEmpty() ? "ADDRESS is missing" : "there is more than one address", "help ping");
    }
    Ping.Options options = Ping.Options.of(call.address(targets.getFirst()), USUAL_COUNT);
    for (String setting : settings) {
      options = with(call, options, setting);
    }
    return options;
  }

  private static Ping.Options with(Call call, Ping.Options o, String setting) {
    String value = setting.substring(2);
    return switch (setting.charAt(1)) {
      case 'c' ->
          new Ping.Options(
              o.to(),
              o.source(),
              number(value, 1, 1_000_000),
              o.interval(),
              o.size(),
              o.ttl(),
              o.patience());
      case 'I' -> o.from(call.source(value, o.to().family()));
      case 'i' -> o.withInterval(Durations.parse(value));
      case 's' -> o.withSize(number(value, 0, 65_507));
      case 't' -> o.withTtl(number(value, 1, 255));
      case 'W' -> o.withPatience(Durations.parse(value));
      default -> throw call.strange(setting);
    };
  }

  private static int number(String text, int least, int most) {
    int number = text.matches("\\d{1,8}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw AliasException.usage(
          "'" + text + "' is out of range", "%d to %d".formatted(least, most));
    }
    return number;
  }

  // Echoes

  private int run() {
    Address to = options.to();
    int size = options.size();
    int whole = size + (to.family() == Address.INET ? HEADERS : HEADERS6);
    String sizes = to.family() == Address.INET ? "%d(%d)".formatted(size, whole) : size + " data";
    String from = options.source().isZero() ? "" : "from " + options.source() + " : ";
    long began = call.scene().lab().world().timers().now();
    Ping ping = call.host().ping(options);
    if (!ping.events().isEmpty()
        && ping.events().getFirst() instanceof Ping.Event.Unsent first
        && isFinal(first.why())) {
      return unreachable(first.why());
    }
    call.out()
        .print(
            "PING %s (%1$s) %s%s bytes%s\n"
                .formatted(to, from, sizes, to.family() == Address.INET ? " of data." : ""));
    call.out().flush();
    int shown = 0;
    boolean over = false;
    while (!over && !call.scene().isInterrupted()) {
      int before = shown;
      call.await(() -> ping.isOver() || ping.events().size() > before, LONG);
      over = ping.isOver();
      for (Ping.Event event : ping.events().subList(shown, ping.events().size())) {
        show(event);
        shown++;
      }
      call.out().flush();
    }
    Duration took = Duration.ofNanos(call.scene().lab().world().timers().now() - began);
    return summary(ping, took);
  }

  private static boolean isFinal(Drop why) {
    return why == Drop.NO_ROUTE || why == Drop.REJECTED || why == Drop.NO_SOURCE;
  }

  private int unreachable(Drop why) {
    String text =
        switch (why) {
          case NO_ROUTE -> "Network is unreachable";
          case NO_SOURCE -> "Cannot assign requested address";
          default -> "No route to host";
        };
    call.err().print("ping: connect: " + text + "\n");
    return 2;
  }

  private void show(Ping.Event event) {
    String line =
        switch (event) {
          case Ping.Event.Answer a -> answer(a);
          case Ping.Event.Error e -> {
            errors++;
            yield "From %s icmp_seq=%d %s".formatted(e.from(), e.sequence(), why(e));
          }
          case Ping.Event.Unsent u -> "ping: sendmsg: " + u.why().text();
        };
    call.out().print(line + "\n");
  }

  private String answer(Ping.Event.Answer a) {
    if (a.again()) {
      duplicates++;
    } else {
      times.add(a.time());
    }
    return "%d bytes from %s: icmp_seq=%d ttl=%d time=%s ms%s"
        .formatted(
            a.bytes(),
            a.from(),
            a.sequence(),
            a.ttl(),
            millis(a.time()),
            a.again() ? " (DUP!)" : "");
  }

  /** Three figures, as {@code ping} has them. */
  private static String millis(Duration time) {
    double millis = time.toNanos() / 1e6;
    int digits = millis >= 100 ? 0 : millis >= 10 ? 1 : millis >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", millis);
  }

  private String why(Ping.Event.Error e) {
    return options.to().family() == Address.INET
        ? why4(e.type(), e.code())
        : why6(e.type(), e.code());
  }

  private static String why4(int type, int code) {
    return switch (type) {
      case 3 ->
          switch (code) {
            case 0 -> "Destination Net Unreachable";
            case 1 -> "Destination Host Unreachable";
            case 2 -> "Destination Protocol Unreachable";
            case 3 -> "Destination Port Unreachable";
            case 4 -> "Frag needed and DF set";
            case 13 -> "Packet filtered";
            default -> "Dest Unreachable, Bad Code: " + code;
          };
      case 11 -> code == 0 ? "Time to live exceeded" : "Frag reassembly time exceeded";
      default -> "Bad ICMP type: " + type;
    };
  }

  private static String why6(int type, int code) {
    return switch (type) {
      case 1 ->
          "Destination unreachable: "
              + switch (code) {
                case 0 -> "No route";
                case 1 -> "Administratively prohibited";
                case 2 -> "Beyond scope of source address";
                case 3 -> "Address unreachable";
                case 4 -> "Port unreachable";
                default -> "Unknown code " + code;
              };
      case 2 -> "Packet too big";
      case 3 -> "Time exceeded: " + (code == 0 ? "Hop limit" : "Defragmentation failure");
      default -> "unknown icmp type: " + type;
    };
  }

  private int summary(Ping ping, Duration took) {
    int sent = ping.sent();
    int received = ping.received();
    StringBuilder text =
        new StringBuilder("\n--- %s ping statistics ---\n".formatted(options.to()));
    text.append("%d packets transmitted, %d received, ".formatted(sent, received));
    if (duplicates > 0) {
      text.append("+%d duplicates, ".formatted(duplicates));
    }
    if (errors > 0) {
      text.append("+%d errors, ".formatted(errors));
    }
    double lost = sent == 0 ? 0 : 100.0 * (sent - received) / sent;
    String percent = String.format(Locale.ROOT, "%.6g", lost).replaceAll("\\.?0+$", "");
    text.append(
        "%s%% packet loss, time %dms\n"
            .formatted(percent.isEmpty() ? "0" : percent, took.toMillis()));
    if (!times.isEmpty()) {
      text.append(roundTrips());
    }
    call.out().print(text);
    return received > 0 ? 0 : 1;
  }

  private String roundTrips() {
    double least = Double.MAX_VALUE;
    double most = 0;
    double sum = 0;
    double squares = 0;
    for (Duration time : times) {
      double millis = time.toNanos() / 1e6;
      least = Math.min(least, millis);
      most = Math.max(most, millis);
      sum += millis;
      squares += millis * millis;
    }
    double mean = sum / times.size();
    double deviation = Math.sqrt(Math.max(0, squares / times.size() - mean * mean));
    return String.format(
        Locale.ROOT,
        "rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms\n",
        least,
        mean,
        most,
        deviation);
  }
}
