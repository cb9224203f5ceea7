package dev.netalias.plan.journal;

import dev.netalias.kernel.state.LinkState;
import dev.netalias.net.Mac;
import org.jspecify.annotations.Nullable;

/**
 * How those parts of a device's state are to be that changes are about; what they don't touch may
 * be as it is.
 *
 * @param changed which flags matter
 * @param flags how those are to be
 * @param mtu null where it does not matter
 * @param queueLength null where it does not matter
 * @param mac null where it does not matter
 */
record LinkWish(
    int changed,
    int flags,
    @Nullable Integer mtu,
    @Nullable Integer queueLength,
    @Nullable Mac mac) {

  /** What a change from one state to another asks for. A device as it comes has no MTU yet. */
  static LinkWish between(LinkState from, LinkState to) {
    boolean mtu = from.mtu() != to.mtu() && to.mtu() > 0;
    boolean queue = from.queueLength() != to.queueLength() && to.queueLength() >= 0;
    int changed = from.flags() ^ to.flags();
    return new LinkWish(
        changed,
        to.flags() & changed,
        mtu ? Integer.valueOf(to.mtu()) : null,
        queue ? Integer.valueOf(to.queueLength()) : null,
        from.mac().equals(to.mac()) ? null : to.mac());
  }

  /** Both: the later one where they differ. */
  LinkWish then(LinkWish later) {
    return new LinkWish(
        changed | later.changed,
        flags & ~later.changed | later.flags,
        later.mtu == null ? mtu : later.mtu,
        later.queueLength == null ? queueLength : later.queueLength,
        later.mac == null ? mac : later.mac);
  }

  /** The state that is wished for, where this one is there. */
  LinkState in(LinkState there) {
    LinkState wished =
        new LinkState(
            there.flags() & ~changed | flags, there.mtu(), there.queueLength(), there.mac());
    wished = mtu == null ? wished : wished.withMtu(mtu);
    wished = queueLength == null ? wished : wished.withQueueLength(queueLength);
    return mac == null ? wished : wished.withMac(mac);
  }

  boolean isMet(LinkState there) {
    return in(there).equals(there);
  }
}
