package dev.netalias.alias;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.Snapshot;
import dev.netalias.net.Address;
import java.util.List;
import java.util.Optional;

/**
 * An address family that aliases can be of. The engine knows no family but through this: a new one
 * is a service provider of this interface, on the module path or in a jar ({@code netalias insmod
 * some-type.jar}).
 */
public interface AliasType {
  /** The family number, as the kernel numbers it: 2 for IPv4. */
  int family();

  /** The name, as {@code /proc/net/alias_types} shows it: {@code ip}. */
  String name();

  /**
   * Reads an address of this family.
   *
   * @return empty where the text is not of this family's form
   */
  Optional<Address> parse(String text);

  /** The text form of an address of this family. */
  String format(Address address);

  /** The length of a prefix that holds one address. */
  default int hostPrefix(Address address) {
    return address.bits();
  }

  /** The prefix length that an address has where nothing says another; the class mask of IPv4. */
  default int classPrefix(Address address) {
    return hostPrefix(address);
  }

  /** The broadcast address of a subnet, where the family has one. */
  default Optional<Address> broadcast(Address address, int prefixLength) {
    return Optional.empty();
  }

  /**
   * Why an address can't be an alias's.
   *
   * @return empty where it can
   */
  default Optional<String> refusal(Address address, int prefixLength) {
    return address.isZero() ? Optional.of("it is no host's address") : Optional.empty();
  }

  /** More to do when an alias of this type is attached, after its address was added. */
  default List<Change> attached(Alias alias, Snapshot before) {
    return List.of();
  }

  /** More to do when an alias of this type is detached, before its address is removed. */
  default List<Change> detached(Alias alias, Snapshot before) {
    return List.of();
  }

  /**
   * Where the addresses stand in packets of this family, so that a kernel that carries packets can
   * attribute them.
   *
   * @return empty where it has no packets of its own on Ethernet; IPv4 and IPv6 are known anyway
   */
  default Optional<PacketForm> packets() {
    return Optional.empty();
  }

  /**
   * Which device a packet belongs to that came in on a main device: receive attribution.
   *
   * @param reception the packet, and what is known of the devices
   * @return the id of the alias in the table, or {@link Reception#MAIN}
   */
  default int select(Reception reception) {
    return reception.byTheFiveSteps();
  }
}
