package dev.netalias.cli.look.show;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Block;
import dev.netalias.alias.listing.Listings;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/** All that {@code ifconfig -a} shows, in its order. */
public final class Faces {
  private final List<Face> faces = new ArrayList<>();
  private final Map<String, InterfaceAddress> inetOfMain = new HashMap<>();
  private final Map<String, List<Prefix>> inet6OfMain;

  private Faces(Map<String, List<Prefix>> inet6OfMain) {
    this.inet6OfMain = inet6OfMain;
  }

  /** Main devices and aliases of a view, open and closed. */
  public static List<Face> of(Kernel kernel, AliasView view) {
    Faces faces = new Faces(inet6(kernel, view));
    for (InterfaceAddress a : view.snapshot().addresses()) {
      if (a.local().family() == Address.INET) {
        faces.inetOfMain.putIfAbsent(a.label(), a);
      }
    }
    Set<String> names = new HashSet<>();
    for (Block block : view.blocks()) {
      if (!block.isElsewhere()) {
        names.add(block.main().name());
        faces.addMain(block.main());
      }
    }
    for (Block block : view.blocks()) {
      for (Alias alias : block.aliases()) {
        if (names.add(alias.name())) { // of several labels of one name the first, as the kernel
          faces.addAlias(alias);
        }
      }
    }
    return faces.inOrder();
  }

  private void addMain(Link main) {
    InterfaceAddress first = inetOfMain.get(main.name());
    InterfaceAddress own =
        first != null && first.device().index() == main.device().index() ? first : null;
    List<Prefix> inet6 = inet6OfMain.getOrDefault(main.name(), List.of());
    faces.add(new Face(main.name(), main, main.state().flags(), own, inet6, main.traffic()));
  }

  private void addAlias(Alias alias) {
    Link link = alias.link();
    int flags = link.state().flags() & (alias.isKept() ? ~(Link.UP | Link.RUNNING) : -1);
    boolean four = alias.address().family() == Address.INET;
    List<Prefix> inet6 =
        alias.address().family() == Address.INET6
            ? List.of(new Prefix(alias.address(), alias.prefixLength()))
            : List.of();
    faces.add(
        new Face(
            alias.name(),
            link,
            flags,
            four ? alias.owned() : null,
            inet6,
            alias.counters() == null ? null : Listings.trafficOf(alias)));
  }

  private List<Face> inOrder() {
    record Place(NameOrder order, Face face) {}

    List<Place> places = new ArrayList<>(faces.size());
    for (Face face : faces) {
      places.add(new Place(NameOrder.of(face.name()), face));
    }
    places.sort(Comparator.comparing(Place::order));
    List<Face> sorted = new ArrayList<>(places.size());
    for (Place place : places) {
      sorted.add(place.face);
    }
    return sorted;
  }

  /**
   * The IPv6 addresses by device. Where a device has several, they come in the order of {@code
   * /proc/net/if_inet6}, which is that of a hash table of the kernel's and can't be told otherwise.
   */
  private static Map<String, List<Prefix>> inet6(Kernel kernel, AliasView view) {
    Map<String, List<Prefix>> byDevice = new HashMap<>();
    boolean several = false;
    for (InterfaceAddress a : view.snapshot().addresses()) {
      if (a.local().family() == Address.INET6) {
        List<Prefix> all = byDevice.computeIfAbsent(a.device().name(), d -> new ArrayList<>());
        all.add(a.prefix());
        several |= all.size() > 1;
      }
    }
    Optional<String> file = several ? kernel.procNet("if_inet6") : Optional.empty();
    return file.map(Faces::ofFile).orElse(byDevice);
  }

  /** Lines of 32 digits, then index, prefix length, scope and flags in hex, and the name. */
  private static Map<String, List<Prefix>> ofFile(String file) {
    Map<String, List<Prefix>> byDevice = new HashMap<>();
    for (String line : file.split("\n")) {
      String[] fields = fields(line);
      if (fields.length == 6 && fields[0].length() == 32) {
        byDevice
            .computeIfAbsent(fields[5], d -> new ArrayList<>())
            .add(new Prefix(address(fields[0]), Integer.parseInt(fields[2], 16)));
      }
    }
    return byDevice;
  }

  /** What stands between blanks. */
  static String[] fields(String line) {
    StringTokenizer words = new StringTokenizer(line);
    String[] fields = new String[words.countTokens()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = words.nextToken();
    }
    return fields;
  }

  /** An IPv6 address of 32 hex digits. */
  static Address address(String digits) {
    return new Address(
        Address.INET6,
        16,
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }
}
