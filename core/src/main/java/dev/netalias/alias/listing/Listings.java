package dev.netalias.alias.listing;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasType;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Block;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Traffic;
import java.util.List;
import java.util.Objects;

/** The listings of NET_ALIAS below {@code /proc/net}, byte for byte. */
public final class Listings {
  private static final String DEV_HEADING =
      """
      Inter-|   Receive                                                |  Transmit
       face |bytes    packets errs drop fifo frame compressed multicast\
      |bytes    packets errs drop fifo colls carrier compressed
      """;

  private Listings() {}

  /**
   * {@code /proc/net/aliases}: records of 64 bytes, the heading too, in chain order. A name longer
   * than its column is cut there, so that the address stands whole.
   */
  public static String aliases(AliasView view) {
    StringBuilder text = new StringBuilder();
    text.append("%-63s\n".formatted("%-17s%-7s%s".formatted("device", "family", "address")));
    for (Alias alias : view.aliases()) {
      String row =
          "%-16.16s %-6d %s"
              .formatted(printable(alias.name()), alias.address().family(), formatted(view, alias));
      text.append("%-63.63s\n".formatted(row));
    }
    return text.toString();
  }

  /** A name with {@code ?} for control characters, which labels of other programs may hold. */
  public static String printable(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return name.replaceAll("\\p{Cntrl}", "?").replaceAll("[\u0080-\u009f]", "?");
      }
    }
    return name;
  }

  private static String formatted(AliasView view, Alias alias) {
    return view.types()
        .ofFamily(alias.address().family())
        .map(t -> t.format(alias.address()))
        .orElseGet(() -> alias.address().toString());
  }

  /** {@code /proc/net/alias_types}: the registered types and how many aliases each has. */
  public static String aliasTypes(AliasView view) {
    StringBuilder text = new StringBuilder("type    name            n_attach\n");
    for (AliasType type : view.registeredTypes()) {
      text.append("%-7d %-15s %-7d\n".formatted(type.family(), type.name(), view.attached(type)));
    }
    return text.toString();
  }

  /** {@code /proc/net/dev} with a line for each alias too, in chain order. */
  public static String dev(AliasView view) {
    StringBuilder text = new StringBuilder(DEV_HEADING);
    for (Block block : view.blocks()) {
      if (!block.isElsewhere()) {
        text.append(devLine(block.main().name(), block.main().traffic()));
      }
      block.aliases().forEach(a -> text.append(devLine(printable(a.name()), trafficOf(a))));
    }
    return text.toString();
  }

  /** The counters of an alias in the columns of a device; zeros where nothing counts them. */
  public static Traffic trafficOf(Alias alias) {
    if (alias.device() != null) {
      return alias.device().traffic();
    }
    Counters c = Objects.requireNonNullElse(alias.counters(), Counters.ZERO);
    return new Traffic(
        c.rxBytes(), c.rxPackets(), 0, 0, 0, 0, 0, 0, c.txBytes(), c.txPackets(), 0, 0, 0, 0, 0, 0);
  }

  /** {@code dev_seq_printf_stats} in the kernel's {@code net/core/net-procfs.c}. */
  private static String devLine(String name, Traffic t) {
    return "%6s: %7d %7d %4d %4d %4d %5d %10d %9d %8d %7d %4d %4d %4d %5d %7d %10d\n"
        .formatted(
            name,
            t.rxBytes(),
            t.rxPackets(),
            t.rxErrors(),
            t.rxDropped(),
            t.rxFifo(),
            t.rxFrame(),
            t.rxCompressed(),
            t.rxMulticast(),
            t.txBytes(),
            t.txPackets(),
            t.txErrors(),
            t.txDropped(),
            t.txFifo(),
            t.txCollisions(),
            t.txCarrier(),
            t.txCompressed());
  }

  /** The chain as the original's text shows it: {@code lo->eth0->eth0:0->eth1->0}. */
  public static String chain(AliasView view) {
    List<String> names = view.chain();
    return String.join("->", names) + (names.isEmpty() ? "0" : "->0");
  }
}
