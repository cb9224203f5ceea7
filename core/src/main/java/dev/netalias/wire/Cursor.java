package dev.netalias.wire;

import java.lang.foreign.MemorySegment;

/**
 * A place to read from in a segment, on heap or native, which moves on with every read and never
 * passes its end. Numbers are in the order of the hosts that netalias runs on, little endian; the
 * methods that end in {@code be} read network order.
 *
 * <p>A cursor can be set to another part of its segment, so that a whole dump is read with one.
 */
public final class Cursor {
  private final MemorySegment segment;
  private final Bytes bytes;
  private String what;
  private long start;
  private long position;
  private long end;

  /** A cursor over the whole segment; {@code what} is named in errors. */
  public Cursor(String what, MemorySegment segment) {
    this.segment = segment;
    this.bytes = Bytes.of(segment);
    this.what = what;
    this.end = segment.byteSize();
  }

  private Cursor(String what, Cursor whole, long start, long end) {
    this.segment = whole.segment;
    this.bytes = whole.bytes;
    this.what = what;
    this.start = start;
    this.position = start;
    this.end = end;
  }

  /** The segment that it reads. */
  public MemorySegment segment() {
    return segment;
  }

  /** The name of what is being read, for errors. */
  public String what() {
    return what;
  }

  /** Where the next read begins, in bytes from the start of the segment. */
  public long position() {
    return position;
  }

  /** How many bytes are left. */
  public long remaining() {
    return end - position;
  }

  /** Whether a byte is left. */
  public boolean hasRemaining() {
    return position < end;
  }

  /** Names what is read from here on, for errors. */
  public Cursor named(String name) {
    what = name;
    start = position;
    return this;
  }

  /**
   * Sets this cursor to another part of its segment.
   *
   * @throws WireException where the part leaves the segment
   */
  public Cursor reset(String name, long from, long length) {
    if (from < 0 || length < 0 || from > segment.byteSize() - length) {
      throw new WireException(name, from, "its " + length + " bytes leave the segment");
    }
    what = name;
    start = from;
    position = from;
    end = from + length;
    return this;
  }

  /** A cursor of its own over the next {@code length} bytes, which this one steps over. */
  public Cursor part(String name, long length) {
    long from = advance(length);
    return new Cursor(name, this, from, from + length);
  }

  /** Steps over bytes. */
  public Cursor skip(long length) {
    advance(length);
    return this;
  }

  /** An unsigned byte. */
  public int u8() {
    return bytes.u8(advance(1));
  }

  /** An unsigned 16-bit number. */
  public int u16() {
    return bytes.u16(advance(2));
  }

  /** An unsigned 16-bit number in network order. */
  public int u16be() {
    return Short.reverseBytes((short) u16()) & 0xffff;
  }

  /** A 32-bit number; unsigned where the reader takes it so ({@link Integer#toUnsignedLong}). */
  public int i32() {
    return bytes.i32(advance(4));
  }

  /** A 32-bit number in network order. */
  public int i32be() {
    return Integer.reverseBytes(i32());
  }

  /** An unsigned 32-bit number. */
  public long u32() {
    return i32() & 0xffff_ffffL;
  }

  /** A 64-bit number. */
  public long i64() {
    return bytes.i64(advance(8));
  }

  /** A 64-bit number in network order. */
  public long i64be() {
    return Long.reverseBytes(i64());
  }

  /** The next bytes, a copy. */
  public byte[] bytes(long length) {
    long from = advance(length);
    byte[] copy = new byte[(int) length];
    bytes.read(from, copy);
    return copy;
  }

  /** All that is left, a copy. */
  public byte[] rest() {
    return bytes(remaining());
  }

  /** The error of a length that is not what it has to be. */
  public WireException broken(String reason) {
    return new WireException(what, start, reason);
  }

  private long advance(long length) {
    long from = position;
    if (length < 0 || length > end - from) {
      throw broken(
          "needs " + length + " bytes at offset " + from + ", has " + Math.max(0, end - from));
    }
    position = from + length;
    return from;
  }
}
