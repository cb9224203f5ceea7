package dev.netalias.kernel.state;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One address of a main device, {@code ip addr show} ({@code linux/if_addr.h}).
 *
 * @param device whose it is
 * @param local the host's own address
 * @param prefixLength of its subnet
 * @param peer the far end of a point-to-point address, else null
 * @param broadcast the broadcast address, null where none
 * @param label {@code IFA_LABEL}; empty where the family has none
 * @param scope {@code RT_SCOPE_*}: 0 global, 253 link, 254 host
 * @param flags {@code IFA_F_*}
 * @param protocol who made it, {@link Protocol}
 * @param lifetime how long it holds
 * @param metric {@code IFA_RT_PRIORITY}: of the route of its subnet, 0 for the kernel's choice
 */
public record InterfaceAddress(
    Device device,
    Address local,
    int prefixLength,
    @Nullable Address peer,
    @Nullable Address broadcast,
    String label,
    int scope,
    int flags,
    int protocol,
    Lifetime lifetime,
    long metric) {

  /**
   * What makes two addresses the same to a kernel.
   *
   * @param device the device's index
   * @param local the host's own address
   * @param subnet its subnet, of the far end where it is point-to-point
   */
  public record Key(int device, Address local, Prefix subnet) {
    @Override
    public boolean equals(@Nullable Object other) { // without what records link for it at first use
      return other instanceof Key key
          && device == key.device
          && local.equals(key.local)
          && subnet.equals(key.subnet);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * local.hashCode() + subnet.length()) + device;
    }
  }

  /** {@code IFA_F_SECONDARY}: it goes with the primary of its subnet. */
  public static final int SECONDARY = 0x1;

  /** {@code IFA_F_NODAD}. */
  public static final int NO_DAD = 0x2;

  /** {@code IFA_F_DADFAILED}: somebody else has it. */
  public static final int DAD_FAILED = 0x8;

  /** {@code IFA_F_DEPRECATED}. */
  public static final int DEPRECATED = 0x20;

  /** {@code IFA_F_TENTATIVE}: duplicate detection is under way. */
  public static final int TENTATIVE = 0x40;

  /** {@code IFA_F_PERMANENT}. */
  public static final int PERMANENT = 0x80;

  /** {@code IFA_F_NOPREFIXROUTE}. */
  public static final int NO_PREFIX_ROUTE = 0x200;

  /** Flags that the kernel sets by itself, and that nobody can ask for. */
  public static final int KERNEL_FLAGS =
      SECONDARY | DAD_FAILED | DEPRECATED | TENTATIVE | PERMANENT;

  /** Scope of an address that is valid everywhere, {@code RT_SCOPE_UNIVERSE}. */
  public static final int SCOPE_GLOBAL = 0;

  /** {@code RT_SCOPE_LINK}. */
  public static final int SCOPE_LINK = 253;

  /** {@code RT_SCOPE_HOST}. */
  public static final int SCOPE_HOST = 254;

  /** An address for good, made by netalias, with what is usual for the rest. */
  public static InterfaceAddress of(Device device, Prefix prefix, String label) {
    Address local = prefix.address();
    return new InterfaceAddress(
        device,
        local,
        prefix.length(),
        null,
        null,
        label,
        usualScope(local),
        0,
        Protocol.NETALIAS,
        Lifetime.FOREVER,
        0);
  }

  /** The scope that {@code ip addr add} gives: host for loopback, link for {@code fe80::}. */
  public static int usualScope(Address local) {
    if (local.family() == Address.INET && local.low() >>> 24 == 127) {
      return SCOPE_HOST;
    }
    if (local.family() == Address.INET6) {
      boolean linkLocal = local.high() >>> 54 == 0xfe80 >>> 6;
      boolean loopback = local.high() == 0 && local.low() == 1;
      return linkLocal ? SCOPE_LINK : loopback ? SCOPE_HOST : SCOPE_GLOBAL;
    }
    return SCOPE_GLOBAL;
  }

  /** The address with its prefix length. */
  public Prefix prefix() {
    return new Prefix(local, prefixLength);
  }

  /** The subnet, of the far end where it is point-to-point: what makes primaries of IPv4. */
  public Prefix subnet() {
    return new Prefix(peer == null ? local : peer, prefixLength).network();
  }

  /** Whether it goes when the primary of its subnet goes. */
  public boolean isSecondary() {
    return local.family() == Address.INET && (flags & SECONDARY) != 0;
  }

  /** What a kernel knows it by: device, address, prefix length and far end. */
  public Key key() {
    return new Key(device.index(), local, subnet());
  }

  /** Whether a kernel would call both the same. */
  public boolean isSameAs(InterfaceAddress other) {
    return device.index() == other.device.index()
        && local.equals(other.local)
        && subnet().equals(other.subnet());
  }

  /** Whether the far end and the broadcast address are the same too. */
  public boolean isAllSameAs(InterfaceAddress other) {
    return isSameAs(other)
        && Objects.equals(peer, other.peer)
        && Objects.equals(broadcast, other.broadcast);
  }

  /** The same on another device. */
  public InterfaceAddress on(Device other) {
    return new InterfaceAddress(
        other,
        local,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        flags,
        protocol,
        lifetime,
        metric);
  }

  /** The same with another broadcast address. */
  public InterfaceAddress withBroadcast(@Nullable Address newBroadcast) {
    return new InterfaceAddress(
        device,
        local,
        prefixLength,
        peer,
        newBroadcast,
        label,
        scope,
        flags,
        protocol,
        lifetime,
        metric);
  }

  /** The same with another metric. */
  public InterfaceAddress withMetric(long newMetric) {
    return new InterfaceAddress(
        device,
        local,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        flags,
        protocol,
        lifetime,
        newMetric);
  }

  /** The same with another label. */
  public InterfaceAddress withLabel(String newLabel) {
    return new InterfaceAddress(
        device,
        local,
        prefixLength,
        peer,
        broadcast,
        newLabel,
        scope,
        flags,
        protocol,
        lifetime,
        metric);
  }

  /** The same with another far end. */
  public InterfaceAddress withPeer(@Nullable Address newPeer) {
    return new InterfaceAddress(
        device,
        local,
        prefixLength,
        newPeer,
        broadcast,
        label,
        scope,
        flags,
        protocol,
        lifetime,
        metric);
  }

  /** The same with other flags. */
  public InterfaceAddress withFlags(int newFlags) {
    return new InterfaceAddress(
        device,
        local,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        newFlags,
        protocol,
        lifetime,
        metric);
  }

  /** The same with another address and prefix length. */
  public InterfaceAddress withPrefix(Prefix prefix) {
    return new InterfaceAddress(
        device,
        prefix.address(),
        prefix.length(),
        peer,
        broadcast,
        label,
        usualScope(prefix.address()),
        flags,
        protocol,
        lifetime,
        metric);
  }
}
