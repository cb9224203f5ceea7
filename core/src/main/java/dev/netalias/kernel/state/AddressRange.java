package dev.netalias.kernel.state;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Consecutive IPv4 addresses of one main device, each labelled with the next slot: {@code
 * 10.0.0.1/8 eth0:0, 10.0.0.2/8 eth0:1} and so on. All are in one subnet, or each is alone in its
 * own ({@code /32}). The object of one is made when it is asked for.
 *
 * @param first the first, with the label of its slot and what is usual for the rest
 * @param slot the slot of the first
 * @param count how many there are
 */
public record AddressRange(InterfaceAddress first, int slot, int count) {
  private static final int HOST = 32;

  /** Refuses what is not of this shape. */
  public AddressRange {
    Prefix subnet = first.subnet();
    boolean plain =
        first.local().family() == Address.INET
            && first.peer() == null
            && first.metric() == 0
            && (first.flags() & ~InterfaceAddress.SECONDARY) == 0
            && first.lifetime().equals(Lifetime.FOREVER)
            && first.label().equals(label(first.device(), slot));
    if (!plain
        || count < 1
        || !subnet.isHost() && !subnet.contains(first.local().plus(count - 1L))) {
      throw new IllegalArgumentException(count + " addresses from " + first + " are no range");
    }
  }

  private static String label(Device device, int slot) {
    return device.name() + ":" + slot;
  }

  /** How many addresses there are in the subnet of one from it on, at most so many. */
  public static int inSubnet(Prefix address, int most) {
    if (address.length() == HOST) {
      return most;
    }
    long last = address.address().filled(address.length()).low();
    return (int) Math.min(most, last - address.address().low() + 1);
  }

  /** The device of all of them. */
  public Device device() {
    return first.device();
  }

  /** The label of one. */
  public String label(int index) {
    return label(device(), slot + index);
  }

  /** One of them. */
  public InterfaceAddress get(int index) {
    Objects.checkIndex(index, count);
    if (index == 0) {
      return first;
    }
    int flags = first.prefixLength() == HOST ? 0 : InterfaceAddress.SECONDARY;
    return new InterfaceAddress(
        device(),
        first.local().plus(index),
        first.prefixLength(),
        null,
        first.broadcast(),
        label(index),
        first.scope(),
        flags,
        first.protocol(),
        Lifetime.FOREVER,
        0);
  }

  /** All of them. */
  public List<InterfaceAddress> all() {
    return new All();
  }

  private final class All extends AbstractList<InterfaceAddress> implements RandomAccess {
    @Override
    public InterfaceAddress get(int index) {
      return AddressRange.this.get(index);
    }

    @Override
    public int size() {
      return count;
    }
  }
}
