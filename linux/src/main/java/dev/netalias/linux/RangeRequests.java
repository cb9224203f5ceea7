package dev.netalias.linux;

import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.state.AddressRange;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.net.Address;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.rtnl.Ifa;
import dev.netalias.wire.rtnl.Rtm;
import java.nio.charset.StandardCharsets;

/**
 * Writes a change of many labelled addresses from their range, with no object for each: {@code ip
 * addr add|del ADDRESS dev DEVICE label DEVICE:SLOT}. A removal names no label, as on the way back.
 */
final class RangeRequests implements NetlinkSocket.Rows {
  private static final int HEADER = 4; // of an attribute
  private static final int WORD = 8; // an attribute of 32 bits

  private final AddressesChange change;
  private final AddressRange range;
  private final InterfaceAddress first;
  private final int address;
  private final byte[] labelStart;

  private RangeRequests(AddressesChange change) {
    this.change = change;
    range = change.subject();
    first = range.first();
    address = (int) first.local().low();
    labelStart = (range.device().name() + ":").getBytes(StandardCharsets.UTF_8);
  }

  static RangeRequests of(AddressesChange change) {
    return new RangeRequests(change);
  }

  @Override
  public int size() {
    return range.count();
  }

  @Override
  public int type() {
    return change.isRemoval() ? Rtm.DELADDR : Rtm.NEWADDR;
  }

  @Override
  public int flags() {
    return change.isRemoval() ? 0 : Nlm.CREATE | Nlm.EXCL;
  }

  @Override
  public void emit(int row, Emitter out) {
    int place = change.place(row);
    int local = address + place;
    out.u8(Address.INET) // ifa_family
        .u8(first.prefixLength()) // ifa_prefixlen
        .u8(0) // ifa_flags
        .u8(first.scope()) // ifa_scope
        .i32(range.device().index()); // ifa_index
    out.u16(WORD).u16(Ifa.LOCAL.number()).i32be(local);
    out.u16(WORD).u16(Ifa.ADDRESS.number()).i32be(local);
    if (change.isRemoval()) {
      return;
    }
    Address broadcast = first.broadcast();
    if (broadcast != null) {
      out.u16(WORD).u16(Ifa.BROADCAST.number()).i32be((int) broadcast.low());
    }
    label(range.slot() + place, out);
    out.u16(HEADER + 1).u16(Ifa.PROTO.number()).u8(first.protocol()).zeros(3);
  }

  /** {@code IFA_LABEL}, a text that ends with a zero, padded to four bytes. */
  private void label(int slot, Emitter out) {
    int digits = 1;
    int power = 1;
    while (slot / power >= 10) {
      power *= 10;
      digits++;
    }
    int length = HEADER + labelStart.length + digits + 1;
    out.u16(length).u16(Ifa.LABEL.number()).bytes(labelStart);
    for (int unit = power; unit > 0; unit /= 10) {
      out.u8('0' + slot / unit % 10);
    }
    out.zeros(1 + (-length & 3));
  }
}
