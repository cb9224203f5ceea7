package dev.netalias.plan;

import dev.netalias.alias.Creation;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import org.jspecify.annotations.Nullable;

/**
 * One alias that there is to be, or one for each address of a range.
 *
 * @param tag its tag; of a range the first one's slot; null where any name will do
 * @param addresses its address, or those of a range
 * @param realisation how it is to exist in the kernel
 * @param closed whether it is to be closed
 * @param broadcast the broadcast address, null where any will do
 * @param device the device that it is to have to itself, null where it shares main's
 * @param manner how it is to be kept
 * @param place where it was said
 */
public record DesiredAlias(
    @Nullable String tag,
    Addresses addresses,
    Realisation realisation,
    boolean closed,
    @Nullable Address broadcast,
    Creation.@Nullable OwnDevice device,
    Manner manner,
    Place place) {

  /** An open one, as a label, of the usual kind. */
  public static DesiredAlias of(@Nullable String tag, Addresses addresses, Place place) {
    return new DesiredAlias(
        tag, addresses, Realisation.LABEL, false, null, null, Manner.USUAL, place);
  }

  /** The same, existing otherwise in the kernel. */
  public DesiredAlias as(Realisation other) {
    return new DesiredAlias(tag, addresses, other, closed, broadcast, device, manner, place);
  }

  /** The same with other addresses. */
  public DesiredAlias with(Addresses others) {
    return new DesiredAlias(tag, others, realisation, closed, broadcast, device, manner, place);
  }

  /** The same with another tag. */
  public DesiredAlias withTag(@Nullable String other) {
    return new DesiredAlias(
        other, addresses, realisation, closed, broadcast, device, manner, place);
  }

  /** The same, closed or not. */
  public DesiredAlias withClosed(boolean nowClosed) {
    return new DesiredAlias(
        tag, addresses, realisation, nowClosed, broadcast, device, manner, place);
  }

  /** The same with a broadcast address. */
  public DesiredAlias withBroadcast(@Nullable Address given) {
    return new DesiredAlias(tag, addresses, realisation, closed, given, device, manner, place);
  }

  /** The same with a device of its own. */
  public DesiredAlias withDevice(Creation.OwnDevice own) {
    return new DesiredAlias(
        tag, addresses, Realisation.DEVICE, closed, broadcast, own, manner, place);
  }

  /** The same, kept otherwise. */
  public DesiredAlias with(Manner other) {
    return new DesiredAlias(tag, addresses, realisation, closed, broadcast, device, other, place);
  }

  /**
   * Whether another one is its next: with the slot and the address behind its last, and alike in
   * all else; so that both can be said as one range.
   */
  public boolean isFollowedBy(DesiredAlias next) {
    int slot = slot();
    return slot >= 0 && next.slot() == slot + addresses.count() && isContinuedBy(next);
  }

  /** Whether another one has the addresses behind its last, and is alike in all but the name. */
  boolean isContinuedBy(DesiredAlias next) {
    int count = addresses.count();
    return isAlike(next)
        && addresses.first().family() == next.addresses.first().family()
        && count + next.addresses.count() <= Addresses.MOST
        && addresses.first().plus(count).equals(next.addresses.first());
  }

  /** This and the one that follows it, as one range. */
  DesiredAlias and(DesiredAlias next) {
    int count = addresses.count() + next.addresses.count();
    return with(new Addresses(addresses.first(), count, addresses.length()));
  }

  private boolean isAlike(DesiredAlias other) {
    return realisation == other.realisation
        && realisation != Realisation.DEVICE
        && closed == other.closed
        && broadcast == null
        && other.broadcast == null
        && addresses.length().equals(other.addresses.length())
        && !isWhole()
        && (manner == other.manner || manner.equals(other.manner));
  }

  private int slot() {
    return tag == null ? -1 : AliasName.slotOf(tag).orElse(-1);
  }

  /**
   * Whether it is one alias for a whole prefix: a local route whose length is said. A local route
   * of one address has none.
   */
  public boolean isWhole() {
    return realisation == Realisation.ROUTE
        && addresses.length().orElse(addresses.first().bits()) < addresses.first().bits();
  }
}
