package dev.netalias.cli.look;

import dev.netalias.cli.look.name.Lookup.Failed;
import dev.netalias.cli.look.name.Lookup.Found;
import dev.netalias.cli.look.name.Names;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The grammar behind {@code route add} and {@code route del}. */
final class RouteWords {
  private static final int LEAST_MSS = 64;
  private static final int MOST_MSS = 65_536;
  private static final int LEAST_WINDOW = 128;

  private final Words words;
  private final Names names;
  private final boolean add;
  private final Map<Integer, Long> metrics = new HashMap<>();
  private OptionalLong metric = OptionalLong.empty();
  private @Nullable Address gateway;
  private @Nullable String device;
  private @Nullable Address mask;
  private String maskText = "default";
  private boolean reject;
  private boolean tooLong;

  RouteWords(List<String> words, Names names, boolean add) {
    this.words = new Words(words, RouteWords::usage);
    this.names = names;
    this.add = add;
  }

  private static LookException usage() {
    return usage("");
  }

  private static LookException usage(String before) {
    return new LookException(before + Usage.inetRoute(), LookException.USAGE);
  }

  RouteWish read() {
    boolean net = words.hasNext() && words.peek().equals("-net");
    boolean host = words.hasNext() && words.peek().equals("-host");
    if (net || host) {
      words.next();
    }
    Found target = target(words.argument(), host);
    boolean toHost = !net && (host || !target.isNetwork());
    while (words.hasNext()) {
      read(words.next());
    }
    return new RouteWish(
        add,
        target.address(),
        length(target.address(), toHost),
        gateway,
        device,
        metric,
        metrics,
        reject);
  }

  private Found target(String word, boolean hostFirst) {
    int slash = word.indexOf('/');
    if (slash >= 0) {
      String length = word.substring(slash + 1);
      long bits = CNumber.ofAnyBase(length);
      if (!CNumber.isWhole(length) || bits < 0) {
        throw usage();
      }
      tooLong = bits > 32;
      // The original takes /33 for /1, in its errors too: they are its own, the route is refused.
      mask = Address.ofIpv4(bits % 32 == 0 && bits != 32 ? 0 : (int) (-1L << 32 - bits % 32));
      maskText = "/" + bits;
    }
    return found(slash < 0 ? word : word.substring(0, slash), hostFirst);
  }

  private Found found(String text, boolean hostFirst) {
    return switch (names.inet(text, hostFirst)) {
      case Found found -> found;
      case Failed failed -> throw new LookException(failed.tell(text), LookException.LOOKUP);
    };
  }

  private void read(String word) {
    switch (word) {
      case "metric" -> metric = OptionalLong.of(metric(words.argument()));
      case "netmask" -> {
        String text = words.argument();
        if (mask != null && !mask.isZero()) {
          throw usage();
        }
        maskText = text;
        mask = found(text, false).address();
      }
      case "gw", "gateway" -> gateway(words.argument());
      case "mss", "mtu" -> {
        int mss = CNumber.decimal(words.argument());
        if (mss < LEAST_MSS || mss > MOST_MSS) {
          throw usage("route: Invalid MSS/MTU.\n");
        }
        metrics.put(Route.METRIC_MSS, mss - 40L);
      }
      case "window" -> {
        int window = CNumber.decimal(words.argument());
        if (window < LEAST_WINDOW) {
          throw usage("route: Invalid window.\n");
        }
        metrics.put(Route.METRIC_WINDOW, (long) window);
      }
      case "irtt" -> metrics.put(Route.METRIC_RTT, (long) CNumber.decimal(words.argument()) << 3);
      case "reject" -> reject = true;
      case "mod", "dyn", "reinstate" -> {} // flags that the kernel does not look at
      case "device", "dev" -> {
        if (device != null) {
          throw usage();
        }
        device = words.argument();
      }
      default -> lastDevice(word);
    }
  }

  /** A word without one before it is a device, and must be the last. */
  private void lastDevice(String word) {
    if (device != null || words.hasNext()) {
      throw usage();
    }
    device = word;
  }

  private static int metric(String text) {
    if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
      throw usage();
    }
    return CNumber.decimal(text);
  }

  private void gateway(String text) {
    if (gateway != null) {
      throw usage();
    }
    Found found = found(text, true);
    if (found.isNetwork()) {
      throw usage("route: " + text + ": cannot use a NETWORK as gateway!\n");
    }
    gateway = found.address();
  }

  /** The length of the prefix, after the original's checks; -1 where the mask is to be found. */
  private int length(Address destination, boolean toHost) {
    if (mask != null && mask.isZero() && !toHost && !destination.isZero()) {
      String request = add ? "SIOCADDRT: " : "SIOCDELRT: ";
      throw new LookException(request + Errnos.text(Errnos.EINVAL) + "\n", LookException.KERNEL);
    }
    if (mask == null || mask.isZero()) {
      return toHost ? 32 : destination.isZero() ? 0 : -1;
    }
    long host = ~mask.low() & 0xffff_ffffL;
    if (toHost) {
      throw usage(
          "route: netmask %08x doesn't make sense with host route\n"
              .formatted(host)
              .toLowerCase(Locale.ROOT));
    }
    int length = Subject.length(mask);
    if (length < 0) {
      throw usage("route: bogus netmask " + maskText + "\n");
    }
    if (!destination.masked(length).equals(destination)) {
      throw usage("route: netmask doesn't match route address\n");
    }
    if (tooLong) {
      throw usage();
    }
    return length;
  }
}
