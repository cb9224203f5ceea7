package dev.netalias.formats;

import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.Prefix;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An address of a device, as a file declares it or as it is to be declared.
 *
 * @param device the main device
 * @param role what it is on that device
 * @param tag the alias's tag, empty where it has no name
 * @param prefix the address with its prefix length
 * @param broadcast the broadcast address, null where there is none
 * @param realisation how it is to exist in the kernel
 * @param open whether it is there from the start
 * @param own the device that it has to itself, null where it shares main's
 */
public record Declared(
    String device,
    Role role,
    String tag,
    Prefix prefix,
    @Nullable Address broadcast,
    Realisation realisation,
    boolean open,
    @Nullable OwnDevice own) {

  /** What an address is on its device. */
  public enum Role {
    /** The device's own: the first of its family without a name. */
    OWN,
    /** One more. */
    ALIAS
  }

  /** The longest prefix of IPv4 that leaves room for a broadcast address. */
  private static final int LAST_WITH_BROADCAST = 30;

  /** An open alias that is a label, with the usual broadcast address. */
  public static Declared alias(String device, String tag, Prefix prefix) {
    return new Declared(
        device, Role.ALIAS, tag, prefix, usualBroadcast(prefix), Realisation.LABEL, true, null);
  }

  /** The broadcast address that an address has where nothing else is said: null for none. */
  public static @Nullable Address usualBroadcast(Prefix prefix) {
    boolean some =
        prefix.address().family() == Address.INET && prefix.length() <= LAST_WITH_BROADCAST;
    return some ? prefix.last() : null;
  }

  /** The length of the prefix of the class that an IPv4 address is of. */
  public static int classful(Address address) {
    long first = address.low() >>> 24;
    return first < 128 ? 8 : first < 192 ? 16 : first < 224 ? 24 : address.bits();
  }

  /** Whether it is an alias. */
  public boolean isAlias() {
    return role == Role.ALIAS;
  }

  /** Whether it is of IPv4. */
  public boolean isInet() {
    return prefix.address().family() == Address.INET;
  }

  /** What it is called: its name, or its device and address where it has none. */
  public String name() {
    return tag.isEmpty() ? device + " " + prefix : device + ":" + tag;
  }

  /** Whether the kernel can keep its name: as a label, a metric, or the text of a device. */
  public boolean hasNameInKernel() {
    return switch (realisation) {
      case LABEL -> isInet();
      case ROUTE -> AliasName.slotOf(tag).isPresent();
      case DEVICE -> true;
    };
  }

  /** The metric of a local route: its slot and 1, or that of those whose tag is a word. */
  public long metric() {
    OptionalInt slot = AliasName.slotOf(tag);
    return slot.isPresent() ? slot.getAsInt() + 1L : RouteColumns.WORD_METRIC;
  }

  /** Whether its broadcast address is the usual one. */
  public boolean hasUsualBroadcast() {
    Address usual = usualBroadcast(prefix);
    return usual == null ? broadcast == null : usual.equals(broadcast);
  }

  /**
   * Whether its broadcast address is the usual one, none, or the address itself, as ifupdown has it
   * of a host: what nobody will have meant by it.
   */
  public boolean hasHarmlessBroadcast() {
    return broadcast == null
        || hasUsualBroadcast()
        || prefix.isHost() && broadcast.equals(prefix.address());
  }

  /** The same, open or not. */
  public Declared withOpen(boolean nowOpen) {
    return new Declared(device, role, tag, prefix, broadcast, realisation, nowOpen, own);
  }

  /** The same as a local route, or as a label. */
  public Declared as(Realisation other) {
    return new Declared(device, role, tag, prefix, broadcast, other, open, null);
  }

  /** The same with a device of its own. */
  public Declared withDevice(OwnDevice given) {
    return new Declared(device, role, tag, prefix, broadcast, Realisation.DEVICE, open, given);
  }

  /** The same with another broadcast address. */
  public Declared withBroadcast(@Nullable Address other) {
    return new Declared(device, role, tag, prefix, other, realisation, open, own);
  }

  /** The same under another name. */
  public Declared withTag(String other) {
    return new Declared(device, role, other, prefix, broadcast, realisation, open, own);
  }

  /** The same in another role. */
  public Declared withRole(Role other) {
    return new Declared(device, other, tag, prefix, broadcast, realisation, open, own);
  }
}
