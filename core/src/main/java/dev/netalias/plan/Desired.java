package dev.netalias.plan;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The desired state of one host: what there is to be, as data. Files of several formats are read
 * into it and written from it.
 *
 * @param devices main devices, in the order in which they were said
 */
public record Desired(List<DesiredDevice> devices) {
  /** Nothing is desired. */
  public static final Desired NOTHING = new Desired(List.of());

  /** Copies the list. */
  public Desired {
    devices = List.copyOf(devices);
  }

  /** One for a name: what was said of a device in several places is put together. */
  public Desired joined() {
    Map<String, DesiredDevice> byName = new LinkedHashMap<>();
    for (DesiredDevice device : devices) {
      byName.merge(device.name(), device, Desired::join);
    }
    return new Desired(List.copyOf(byName.values()));
  }

  private static DesiredDevice join(DesiredDevice one, DesiredDevice other) {
    List<DesiredAlias> all = new ArrayList<>(one.aliases());
    all.addAll(other.aliases());
    return new DesiredDevice(
        one.name(),
        one.open() || other.open(),
        one.exclusive() || other.exclusive(),
        all,
        one.place());
  }

  /** What it says of one device, and that others' aliases may stay. */
  public Desired only(String device) {
    return new Desired(
        devices.stream()
            .filter(d -> d.name().equals(device))
            .map(d -> new DesiredDevice(d.name(), d.open(), false, d.aliases(), d.place()))
            .toList());
  }

  /** This and another. */
  public Desired and(Desired other) {
    List<DesiredDevice> all = new ArrayList<>(devices);
    all.addAll(other.devices);
    return new Desired(all);
  }

  /** The same without some addresses: a range of which one goes is what is left of it. */
  public Desired without(Collection<Address> some) {
    return new Desired(
        devices.stream()
            .map(d ->
                new DesiredDevice(
                    d.name(),
                    d.open(),
                    d.exclusive(),
                    d.aliases().stream().flatMap(a -> without(a, some).stream()).toList(),
                    d.place()))
            .toList());
  }

  private static List<DesiredAlias> without(DesiredAlias alias, Collection<Address> some) {
    if (alias.isWhole()) {
      Prefix prefix = alias.addresses().prefix();
      return some.stream().anyMatch(prefix::contains) ? List.of() : List.of(alias);
    }
    List<Address> own = some.stream().filter(alias.addresses()::contains).toList();
    if (own.isEmpty()) {
      return List.of(alias);
    }
    Pieces pieces = new Pieces(alias);
    long first = alias.addresses().first().low();
    own.forEach(address -> pieces.replace((int) (address.low() - first), List.of()));
    return pieces.left();
  }

  /** How many aliases it is, those of ranges counted. */
  public long count() {
    return devices.stream()
        .flatMap(device -> device.aliases().stream())
        .mapToLong(alias -> alias.addresses().count())
        .sum();
  }
}
