package dev.netalias.linux;

import dev.netalias.kernel.state.Route;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.Attribute;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.AttributeTable;
import dev.netalias.wire.nl.AttributeValue;
import dev.netalias.wire.nl.IntCodec;
import dev.netalias.wire.rtnl.Rta;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;

/**
 * {@link Route#extra}: the attributes of a route for which the port has no component, as the hex of
 * their bytes.
 */
final class RouteExtra {
  /**
   * The length of {@link Rta#SRC}, which in a message is in the fixed header. The number is none of
   * the kernel's, and is never sent.
   */
  static final Attribute<Integer> SOURCE_LENGTH =
      new AttributeTable().row("rtm_src_len", 0x3ffe, IntCodec.U8);

  private static final int LARGEST = 64 * 1024;

  private RouteExtra() {}

  static String toText(List<AttributeValue<?>> attributes) {
    if (attributes.isEmpty()) {
      return "";
    }
    Emitter out = new Emitter(MemorySegment.ofArray(new byte[LARGEST]));
    new AttributeList(attributes).emit(out);
    return HexFormat.of().formatHex(out.written().toArray(ValueLayout.JAVA_BYTE));
  }

  static AttributeList of(Route route) {
    if (route.extra().isEmpty()) {
      return AttributeList.EMPTY;
    }
    byte[] bytes = HexFormat.of().parseHex(route.extra());
    return AttributeList.read(Rta.ALL, new Cursor("route", MemorySegment.ofArray(bytes)));
  }

  /** The length of its source prefix, 0 where it has none. */
  static int sourceLength(AttributeList extra) {
    for (AttributeValue<?> value : extra.values()) {
      if (value.row().number() == SOURCE_LENGTH.number() && value.value() instanceof byte[] one) {
        return one[0] & 0xff;
      }
    }
    return 0;
  }
}
