package dev.netalias.linux.nft;

import dev.netalias.kernel.traffic.Frame;
import dev.netalias.kernel.traffic.Match;
import dev.netalias.kernel.traffic.Match.End;
import dev.netalias.kernel.traffic.Match.Ports;
import dev.netalias.kernel.traffic.Match.Transport;
import dev.netalias.kernel.traffic.Match.Verdict;
import dev.netalias.kernel.traffic.Shape;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nft.Nfta;
import java.nio.ByteBuffer;

/**
 * Writes the statements of a rule as the kernel's expressions, in the way that nft does, so that it
 * shows them as they were said.
 *
 * @see <a
 *     href="https://github.com/torvalds/linux/blob/v6.18/include/uapi/linux/netfilter/nf_tables.h">nf_tables.h</a>
 */
final class Expressions {
  private static final int REGISTER = 1; // NFT_REG_1, of 16 bytes
  private static final int FIRST_WORD = 8; // NFT_REG32_00, the first word of NFT_REG_1
  private static final int VERDICT = 0; // NFT_REG_VERDICT

  private static final int EQUAL = 0;
  private static final int NOT_EQUAL = 1;

  private static final int NETWORK = 1;
  private static final int TRANSPORT = 2;

  private static final int META_IIF = 4;
  private static final int META_FAMILY = 15;
  private static final int META_PROTOCOL = 16;

  private static final int NFPROTO_IPV4 = 2;
  private static final int NFPROTO_IPV6 = 10;

  private static final int LOOPBACK_INDEX = 1;
  private static final int TCP_FLAGS = 13;
  private static final byte FIN_SYN_RST_ACK = 0x17;
  private static final byte SYN = 0x02;
  private static final int FRAGMENT_HEADER = 44;
  private static final int FRAGMENT_OFFSET = 0xfff8;

  private static final int NF_DROP = 0;
  private static final int NF_ACCEPT = 1;
  private static final int NFT_JUMP = -3;

  /** Goes to a chain, and not back. */
  static final int NFT_GOTO = -4;

  private static final int NFT_RETURN = -5;
  private static final int REJECT_RESET = 1;
  private static final int REJECT_ICMPX = 2;
  private static final int ICMPX_PORT_UNREACHABLE = 1;

  private static final int LOOKUP_INVERTED = 1;
  private static final int UPDATE = 1;
  private static final int MILLISECONDS = 1000;

  private final Emitter out;

  Expressions(Emitter out) {
    this.out = out;
  }

  /** Writes a statement. */
  void write(Match match) {
    switch (match) {
      case Match.InSet m -> {
        address(m.shape(), m.end());
        lookup(m.set(), REGISTER, m.not(), false);
      }
      case Match.ByMap m -> {
        address(m.shape(), m.end());
        lookup(m.map(), REGISTER, false, true);
      }
      case Match.From m -> prefix(m.prefix(), End.SOURCE);
      case Match.To m -> prefix(m.prefix(), End.DESTINATION);
      case Match.Protocol m -> protocol(m.transport());
      case Match.Port m -> port(m.transport(), m.end(), m.ports());
      case Match.MessageType m -> {
        protocol(m.transport());
        payload(REGISTER, TRANSPORT, 0, 1);
        compare(EQUAL, (byte) m.type());
      }
      case Match.Plain m -> plain(m);
      case Match.Answers m -> {
        ends(m.shape(), End.DESTINATION);
        lookup(m.shape().set(Frame.OPENED), REGISTER, false, false);
      }
      case Match.Remember m -> remember(m.shape());
      case Match.Jump m -> verdict(NFT_JUMP, m.chain());
      case Verdict m -> verdict(m);
    }
  }

  // Matches

  /** The address, all but its first bits cleared, in the register. */
  private void address(Shape shape, End end) {
    family(shape);
    addressInto(REGISTER, shape, end);
    if (!shape.isHost()) {
      mask(shape.mask().bytes());
    }
  }

  private void family(Shape shape) {
    meta(META_FAMILY);
    compare(EQUAL, (byte) (shape.isInet() ? NFPROTO_IPV4 : NFPROTO_IPV6));
  }

  private void addressInto(int register, Shape shape, End end) {
    boolean source = end == End.SOURCE;
    if (shape.isInet()) {
      payload(register, NETWORK, source ? 12 : 16, 4);
    } else {
      payload(register, NETWORK, source ? 8 : 24, 16);
    }
  }

  private void prefix(Prefix prefix, End end) {
    Shape shape = Shape.of(prefix);
    family(shape);
    Address address = prefix.network().address();
    if (shape.length() % 8 == 0 && shape.length() > 0) { // as nft does: only the bytes that count
      int source = shape.isInet() ? 12 : 8;
      int offset = end == End.SOURCE ? source : source + shape.bits() / 8;
      payload(REGISTER, NETWORK, offset, shape.length() / 8);
      compare(
          EQUAL,
          ByteBuffer.allocate(shape.length() / 8)
              .put(address.bytes(), 0, shape.length() / 8)
              .array());
    } else {
      addressInto(REGISTER, shape, end);
      mask(shape.mask().bytes());
      compare(EQUAL, address.bytes());
    }
  }

  private void protocol(Transport transport) {
    meta(META_PROTOCOL);
    compare(EQUAL, (byte) transport.number());
  }

  private void port(Transport transport, End end, Ports ports) {
    protocol(transport);
    payload(REGISTER, TRANSPORT, end == End.SOURCE ? 0 : 2, 2);
    if (ports.first() == ports.last()) {
      compare(EQUAL, number(ports.first()));
      return;
    }
    long start = expression("range");
    int32(1, REGISTER); // NFTA_RANGE_SREG
    int32(2, EQUAL); // NFTA_RANGE_OP
    value(3, number(ports.first())); // NFTA_RANGE_FROM_DATA
    value(4, number(ports.last())); // NFTA_RANGE_TO_DATA
    endExpression(start);
  }

  private static byte[] number(int port) {
    return new byte[] {(byte) (port >> 8), (byte) port};
  }

  private void plain(Match.Plain match) {
    switch (match) {
      case FROM_THIS_HOST -> {
        meta(META_IIF);
        compare(EQUAL, new byte[] {LOOPBACK_INDEX, 0, 0, 0});
      }
      case NO_BEGINNING -> {
        protocol(Transport.TCP);
        payload(REGISTER, TRANSPORT, TCP_FLAGS, 1);
        mask(FIN_SYN_RST_ACK);
        compare(NOT_EQUAL, SYN);
      }
      case LATER_FRAGMENT -> {
        long start = expression("exthdr");
        int32(1, REGISTER); // NFTA_EXTHDR_DREG
        byte8(2, FRAGMENT_HEADER); // NFTA_EXTHDR_TYPE
        int32(3, 2); // NFTA_EXTHDR_OFFSET
        int32(4, 2); // NFTA_EXTHDR_LEN
        endExpression(start);
        mask(number(FRAGMENT_OFFSET));
        compare(NOT_EQUAL, number(0));
      }
    }
  }

  /** Both ends of a UDP packet, this host's first, one behind the other in registers. */
  private void ends(Shape shape, End own) {
    End other = own == End.SOURCE ? End.DESTINATION : End.SOURCE;
    int words = shape.bits() / 32;
    protocol(Transport.UDP);
    family(shape);
    addressInto(FIRST_WORD, shape, own);
    payload(FIRST_WORD + words, TRANSPORT, own == End.SOURCE ? 0 : 2, 2);
    addressInto(FIRST_WORD + words + 1, shape, other);
    payload(FIRST_WORD + 2 * words + 1, TRANSPORT, own == End.SOURCE ? 2 : 0, 2);
  }

  private void remember(Shape shape) {
    ends(shape, End.SOURCE);
    long start = expression("dynset");
    text(1, shape.set(Frame.OPENED)); // NFTA_DYNSET_SET_NAME
    int32(3, UPDATE); // NFTA_DYNSET_OP
    int32(4, FIRST_WORD); // NFTA_DYNSET_SREG_KEY
    long timeout = begin(6); // NFTA_DYNSET_TIMEOUT
    out.i64be((long) Match.Remember.SECONDS * MILLISECONDS);
    end(timeout);
    endExpression(start);
  }

  // Verdicts

  private void verdict(Verdict verdict) {
    switch (verdict) {
      case ACCEPT -> verdict(NF_ACCEPT, "");
      case DROP -> verdict(NF_DROP, "");
      case RETURN -> verdict(NFT_RETURN, "");
      case REJECT -> reject(REJECT_ICMPX, ICMPX_PORT_UNREACHABLE);
      case RESET -> {
        protocol(Transport.TCP);
        reject(REJECT_RESET, 0);
      }
    }
  }

  private void verdict(int code, String chain) {
    long start = expression("immediate");
    int32(1, VERDICT); // NFTA_IMMEDIATE_DREG
    long data = nest(2); // NFTA_IMMEDIATE_DATA
    verdictData(out, code, chain);
    end(data);
    endExpression(start);
  }

  /** A verdict within NFTA_DATA. */
  static void verdictData(Emitter out, int code, String chain) {
    long verdict = Nfta.Data.VERDICT.begin(out);
    Nfta.Verdict.CODE.emit(out, code);
    if (!chain.isEmpty()) {
      Nfta.Verdict.CHAIN.emit(out, chain);
    }
    Nfta.Data.VERDICT.end(out, verdict);
  }

  private void reject(int type, int code) {
    long start = expression("reject");
    int32(1, type); // NFTA_REJECT_TYPE
    byte8(2, code); // NFTA_REJECT_ICMP_CODE
    endExpression(start);
  }

  // Expressions

  private void meta(int key) {
    long start = expression("meta");
    int32(2, key); // NFTA_META_KEY
    int32(1, REGISTER); // NFTA_META_DREG
    endExpression(start);
  }

  private void payload(int register, int base, int offset, int length) {
    long start = expression("payload");
    int32(1, register); // NFTA_PAYLOAD_DREG
    int32(2, base); // NFTA_PAYLOAD_BASE
    int32(3, offset); // NFTA_PAYLOAD_OFFSET
    int32(4, length); // NFTA_PAYLOAD_LEN
    endExpression(start);
  }

  private void compare(int operation, byte... value) {
    long start = expression("cmp");
    int32(1, REGISTER); // NFTA_CMP_SREG
    int32(2, operation); // NFTA_CMP_OP
    value(3, value); // NFTA_CMP_DATA
    endExpression(start);
  }

  private void mask(byte... mask) {
    long start = expression("bitwise");
    int32(1, REGISTER); // NFTA_BITWISE_SREG
    int32(2, REGISTER); // NFTA_BITWISE_DREG
    int32(3, mask.length); // NFTA_BITWISE_LEN
    value(4, mask); // NFTA_BITWISE_MASK
    value(5, new byte[mask.length]); // NFTA_BITWISE_XOR
    endExpression(start);
  }

  private void lookup(String set, int register, boolean not, boolean map) {
    long start = expression("lookup");
    text(1, set); // NFTA_LOOKUP_SET
    int32(2, register); // NFTA_LOOKUP_SREG
    if (map) {
      int32(3, VERDICT); // NFTA_LOOKUP_DREG
    }
    if (not) {
      int32(5, LOOKUP_INVERTED); // NFTA_LOOKUP_FLAGS
    }
    endExpression(start);
  }

  // Attributes

  private long data;

  private long expression(String name) {
    long element = Nfta.Items.ELEM.begin(out);
    Nfta.Expr.NAME.emit(out, name);
    data = nest(Nfta.Expr.DATA.number());
    return element;
  }

  private void endExpression(long element) {
    end(data);
    end(element);
  }

  private long begin(int number) {
    long start = out.position();
    out.u16(0).u16(number);
    return start;
  }

  private long nest(int number) {
    return begin(number | 0x8000);
  }

  private void end(long start) {
    Nfta.Items.ELEM.end(out, start);
  }

  private void int32(int number, int value) {
    long start = begin(number);
    out.i32be(value);
    end(start);
  }

  private void byte8(int number, int value) {
    long start = begin(number);
    out.u8(value);
    end(start);
  }

  private void text(int number, String value) {
    long start = begin(number);
    dev.netalias.wire.nl.TextCodec.TEXT.encode(out, value);
    end(start);
  }

  private void value(int number, byte... bytes) {
    long start = nest(number);
    Nfta.Data.VALUE.emit(out, bytes);
    end(start);
  }
}
