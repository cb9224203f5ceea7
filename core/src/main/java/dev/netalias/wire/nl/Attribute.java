package dev.netalias.wire.nl;

import dev.netalias.wire.Emitter;
import dev.netalias.wire.WireException;

/**
 * A row of an attribute table: all that is known of one attribute.
 *
 * @param name the kernel's name
 * @param number the kernel's number
 * @param codec how its payload is read, written and printed
 * @param <T> the payload as a value
 * @see <a href="https://docs.kernel.org/userspace-api/netlink/intro.html#attributes">Netlink</a>
 */
public record Attribute<T>(String name, int number, Codec<T> codec) {
  /** {@code NLA_F_NESTED}: the payload is attributes. */
  public static final int NLA_F_NESTED = 0x8000;

  /** {@code NLA_F_NET_BYTEORDER}: the payload is in network order. */
  public static final int NLA_F_NET_BYTEORDER = 0x4000;

  /** The bits of the type field that are flags. */
  static final int FLAGS = NLA_F_NESTED | NLA_F_NET_BYTEORDER;

  /** Length of an attribute's own header. */
  static final int HEADER = 4;

  private static final int LONGEST = 0xffff;

  /** A row for a number that no table has. */
  static Attribute<byte[]> unknown(int number) {
    return new Attribute<>(Integer.toString(number), number, BinaryCodec.BINARY);
  }

  /** Length with the padding that follows, {@code NLA_ALIGN}. */
  static long aligned(long length) {
    return length + 3 & ~3L;
  }

  /** Writes the attribute with this value. */
  public void emit(Emitter out, T value) {
    emit(out, codec instanceof NestCodec ? NLA_F_NESTED : 0, value);
  }

  /** Writes the attribute with these flags and this value. */
  void emit(Emitter out, int flags, T value) {
    long start = begin(out, flags);
    codec.encode(out, value);
    end(out, start);
  }

  /** Begins a nest, whose attributes follow up to {@link #end}. */
  public long begin(Emitter out) {
    return begin(out, NLA_F_NESTED);
  }

  /** Begins an attribute with these flags, whose payload follows up to {@link #end}. */
  public long begin(Emitter out, int flags) {
    long start = out.position();
    out.u16(0).u16(number | flags);
    return start;
  }

  /** Ends what began at {@code start}: sets its length, and pads it to four bytes with zeros. */
  public void end(Emitter out, long start) {
    long length = out.position() - start;
    if (length > LONGEST) {
      throw new WireException(name, start, "its " + length + " bytes are more than " + LONGEST);
    }
    out.patchU16(start, (int) length);
    out.zeros(aligned(length) - length);
  }

  /** This attribute with a value, as an element of a list. */
  public AttributeValue<T> of(T value) {
    return new AttributeValue<>(this, codec instanceof NestCodec ? NLA_F_NESTED : 0, value);
  }
}
