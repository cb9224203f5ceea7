package dev.netalias.alias;

import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.FormatException;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An alias that is wanted.
 *
 * @param main name of the main device
 * @param tag the tag, null for the lowest free slot
 * @param address the address
 * @param prefixLength the length of its prefix, empty for a host prefix
 * @param broadcast the broadcast address, null for the usual one
 * @param closed whether it is created closed, whatever main is
 * @param duplicate whether an address that main has already is accepted
 * @param realisation how it is to exist in the kernel
 * @param device the device that it is to have to itself, null where it is to share main's
 * @param egress how its packets are to leave
 */
public record Creation(
    String main,
    @Nullable String tag,
    Address address,
    OptionalInt prefixLength,
    @Nullable Address broadcast,
    boolean closed,
    boolean duplicate,
    Realisation realisation,
    @Nullable OwnDevice device,
    Egress egress) {

  /**
   * A device that an alias is to have to itself.
   *
   * @param type what it is to be
   * @param mac its link-layer address, {@link Mac#NONE} for one that the kernel chooses
   */
  public record OwnDevice(StackedDevice.Type type, Mac mac) {
    /** A macvlan device in bridge mode, as most want one. */
    public static final OwnDevice USUAL =
        new OwnDevice(new StackedDevice.Type(StackedDevice.Type.MACVLAN, "bridge"), Mac.NONE);

    /** The modes: the first four are macvlan's, the others ipvlan's. */
    public static final List<String> MODES =
        List.of("bridge", "private", "vepa", "passthru", "l2", "l3", "l3s");

    private static final int FIRST_OF_IPVLAN = 4;

    /**
     * Reads what is wanted.
     *
     * @param mode one of {@link #MODES}, null for the usual one
     * @param mac its link-layer address, null for one that the kernel chooses
     * @throws AliasException where there can be no such device
     */
    public static OwnDevice of(@Nullable String mode, @Nullable String mac) {
      int place = mode == null ? 0 : MODES.indexOf(mode);
      if (place < 0) {
        throw AliasException.usage(
            "'" + mode + "' is no mode of a device", "the modes: " + String.join(", ", MODES));
      }
      boolean ipvlan = place >= FIRST_OF_IPVLAN;
      if (mac != null && ipvlan) {
        throw AliasException.usage(
            "an ipvlan device (--mode %s) has main's MAC address, and no other".formatted(mode),
            "--mode bridge makes a macvlan device, which has its own");
      }
      String kind = ipvlan ? StackedDevice.Type.IPVLAN : StackedDevice.Type.MACVLAN;
      StackedDevice.Type type = new StackedDevice.Type(kind, MODES.get(place));
      return new OwnDevice(type, mac == null ? Mac.NONE : ownMac(mac));
    }

    private static Mac ownMac(String text) {
      try {
        Mac mac = Mac.parse(text);
        byte[] bytes = mac.bytes();
        boolean zero = Arrays.equals(bytes, new byte[bytes.length]);
        if (bytes.length == 6 && (bytes[0] & 1) == 0 && !zero) {
          return mac;
        }
      } catch (FormatException wrong) {
        // told below
      }
      throw AliasException.usage(
          "'" + text + "' can't be the MAC address of a device",
          "six bytes, the first of them even, as in 02:00:00:00:00:12");
    }
  }

  /** An open alias with the usual broadcast address. */
  public static Creation of(
      String main, @Nullable String tag, Address address, OptionalInt prefixLength) {
    return new Creation(
        main,
        tag,
        address,
        prefixLength,
        null,
        false,
        false,
        Realisation.LABEL,
        null,
        Egress.USUAL);
  }

  /**
   * Reads what is wanted from its text forms.
   *
   * @param types the types that know the text form of the address
   * @param name {@code eth0:0}, or {@code eth0} for the lowest free slot
   * @param text {@code ADDRESS} or {@code ADDRESS/LENGTH}
   * @throws AliasException where the address is of no known type
   */
  public static Creation parse(AliasTypes types, String name, String text) {
    int slash = text.indexOf('/');
    Address address = types.parse(slash < 0 ? text : text.substring(0, slash));
    OptionalInt length = slash < 0 ? OptionalInt.empty() : OptionalInt.of(length(text, slash + 1));
    int colon = name.indexOf(':');
    return colon < 0
        ? of(name, null, address, length)
        : of(name.substring(0, colon), name.substring(colon + 1), address, length);
  }

  private static int length(String text, int start) {
    try {
      return Prefix.parseLength(text, start);
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), "");
    }
  }

  /** The same with another broadcast address. */
  public Creation withBroadcast(@Nullable Address newBroadcast) {
    return new Creation(
        main,
        tag,
        address,
        prefixLength,
        newBroadcast,
        closed,
        duplicate,
        realisation,
        device,
        egress);
  }

  /** The same, created closed or not. */
  public Creation withClosed(boolean nowClosed) {
    return new Creation(
        main,
        tag,
        address,
        prefixLength,
        broadcast,
        nowClosed,
        duplicate,
        realisation,
        device,
        egress);
  }

  /** The same, with an address that main has already accepted or not. */
  public Creation withDuplicate(boolean accepted) {
    return new Creation(
        main, tag, address, prefixLength, broadcast, closed, accepted, realisation, device, egress);
  }

  /** The same, with a device of its own. */
  public Creation withDevice(OwnDevice own) {
    return new Creation(
        main,
        tag,
        address,
        prefixLength,
        broadcast,
        closed,
        duplicate,
        Realisation.DEVICE,
        own,
        egress);
  }

  /** The same, with packets that leave in another way than all others. */
  public Creation withEgress(Egress wanted) {
    return new Creation(
        main,
        tag,
        address,
        prefixLength,
        broadcast,
        closed,
        duplicate,
        realisation,
        device,
        wanted);
  }

  /** The same as a label, or as a local route. */
  public Creation as(Realisation other) {
    return new Creation(
        main, tag, address, prefixLength, broadcast, closed, duplicate, other, null, egress);
  }

  /** The one so many addresses further, and so many slots further where it has one. */
  Creation follower(int further) {
    if (further == 0) {
      return this;
    }
    OptionalInt slot = tag == null ? OptionalInt.empty() : AliasName.slotOf(tag);
    Creation other = with(address.plus(further));
    return slot.isEmpty() ? other : other.tagged(Integer.toString(slot.getAsInt() + further));
  }

  private Creation tagged(String other) {
    return new Creation(
        main,
        other,
        address,
        prefixLength,
        broadcast,
        closed,
        duplicate,
        realisation,
        device,
        egress);
  }

  /** The same of another address. */
  Creation with(Address other) {
    return new Creation(
        main, tag, other, prefixLength, broadcast, closed, duplicate, realisation, device, egress);
  }
}
