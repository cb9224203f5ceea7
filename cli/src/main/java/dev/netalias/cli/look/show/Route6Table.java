package dev.netalias.cli.look.show;

import dev.netalias.cli.look.name.AddressText;
import dev.netalias.cli.look.name.Names;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The IPv6 routing table as {@code route -A inet6} prints it: the lines of {@code
 * /proc/net/ipv6_route}, which has what nothing else tells (the order over all tables, reference
 * counts, the entries for no route at all).
 */
public final class Route6Table {
  private static final int UP = 0x1;
  private static final int GATEWAY = 0x2;
  private static final int HOST = 0x4;
  private static final int REJECT = 0x200;
  private static final int NO_NEXT_HOP = 0x20_0000;
  private static final int CACHE = 0x100_0000;

  private record Letter(int flag, String letter) {}

  private static final Letter[] LETTERS = {
    new Letter(UP, "U"),
    new Letter(REJECT, "!"),
    new Letter(GATEWAY, "G"),
    new Letter(HOST, "H"),
    new Letter(0x1_0000, "D"),
    new Letter(0x4_0000, "A"),
    new Letter(CACHE, "C"),
    new Letter(0x2_0000, "a"),
    new Letter(0x40_0000, "e"),
    new Letter(0x20, "m"),
    new Letter(NO_NEXT_HOP, "n"),
    new Letter(0x200_0000, "f"),
  };

  private static final Address NONE = new Address(Address.INET6, 16, 0, 0);

  private record Row(
      Prefix destination,
      Address nextHop,
      int metric,
      int references,
      int use,
      int flags,
      String device) {
    /** A line of the file, null where it is none. */
    static @Nullable Row of(String line) {
      String[] fields = Faces.fields(line);
      if (fields.length < 10 || fields[0].length() != 32) {
        return null;
      }
      return new Row(
          new Prefix(Faces.address(fields[0]), Integer.parseInt(fields[1], 16)),
          Faces.address(fields[4]),
          Integer.parseUnsignedInt(fields[5], 16),
          Integer.parseUnsignedInt(fields[6], 16),
          Integer.parseUnsignedInt(fields[7], 16),
          Integer.parseUnsignedInt(fields[8], 16),
          fields[9]);
    }

    /** What a kernel without that file would say of a route. */
    static Row of(Route route) {
      boolean plain = route.type() == Route.UNICAST;
      int flags = UP | (plain ? 0 : NO_NEXT_HOP);
      flags |= plain || route.type() == Route.LOCAL ? 0 : REJECT;
      flags |= route.gateway() == null ? 0 : GATEWAY;
      flags |= plain && route.destination().isHost() ? HOST : 0;
      return new Row(
          route.destination(),
          Objects.requireNonNullElse(route.gateway(), NONE),
          (int) route.metric(),
          1,
          0,
          flags,
          RouteTable.Owners.MAIN_DEVICES.name(route));
    }

    boolean isOf(Route route) {
      return route.destination().equals(destination)
          && (int) route.metric() == metric
          && Objects.requireNonNullElse(route.gateway(), NONE).equals(nextHop)
          && RouteTable.Owners.MAIN_DEVICES.name(route).equals(device);
    }
  }

  private final boolean numeric;
  private final Names names;
  private final RouteTable.Owners owners;

  /** A way to print it, as that of IPv4. */
  public Route6Table(boolean numeric, Names names, RouteTable.Owners owners) {
    this.numeric = numeric;
    this.names = names;
    this.owners = owners;
  }

  /** The table as a file has it; {@code bound} are the routes that may belong to an alias. */
  public String print(String file, List<Route> bound) {
    List<Row> rows = new ArrayList<>();
    for (String line : file.split("\n")) {
      Row row = Row.of(line);
      if (row != null && (row.flags & CACHE) == 0) {
        rows.add(row);
      }
    }
    return print("Kernel IPv6 routing table\n", rows, bound);
  }

  /** The table as a kernel tells it that has no such file. */
  public String print(List<Route> routes) {
    List<Row> rows = new ArrayList<>();
    for (Route route : routes) {
      if (route.destination().address().family() == Address.INET6) {
        rows.add(Row.of(route));
      }
    }
    return print("Kernel IPv6 routing table\n", rows, routes);
  }

  /** The routing cache, which has no entries of its own today: its heading. */
  public String cache() {
    return print("Kernel IPv6 routing cache\n", List.of(), List.of());
  }

  private String print(String title, List<Row> rows, List<Route> bound) {
    StringBuilder text = new StringBuilder(title);
    text.append("Destination                    Next Hop                   Flag Met Ref  Use If\n");
    Columns line = new Columns(text);
    for (Row row : rows) {
      line.left(name(row.destination.address()) + "/" + row.destination.length(), 30).add(" ");
      line.left(name(row.nextHop), 26).add(" ").left(flags(row), 4).add(" ");
      line.left(row.metric, 3).add(" ").add(row.references).add(" ");
      line.right(Integer.toString(row.use), 6).add(" ").add(owner(row, bound)).add("\n");
    }
    return text.toString();
  }

  private String owner(Row row, List<Route> bound) {
    for (Route route : bound) {
      if (row.isOf(route)) {
        return owners.name(route);
      }
    }
    return row.device;
  }

  private String name(Address address) {
    if (numeric) {
      return AddressText.ntop6(address);
    }
    return address.isZero() ? "[::]" : names.ofHost(address);
  }

  private static String flags(Row row) {
    StringBuilder text = new StringBuilder();
    for (Letter letter : LETTERS) {
      text.append((row.flags & letter.flag) == 0 ? "" : letter.letter);
    }
    return text.toString();
  }
}
