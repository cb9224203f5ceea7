package dev.netalias.wire.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The bytes of one frame, in network order, in an array that can be used again. Offsets count from
 * the first byte of the Ethernet header. Reading or writing past {@link #length()} is a mistake of
 * the caller's and throws: lengths that came off the wire are judged by {@code flaw} before.
 */
public final class Frame {
  /** Bytes of a frame of an ordinary Ethernet, header included. */
  public static final int ORDINARY = 1514;

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private byte[] bytes;
  private int length;

  /** An empty frame with room for an ordinary one. */
  public Frame() {
    this(ORDINARY);
  }

  /** An empty frame with room for so many bytes. */
  public Frame(int capacity) {
    bytes = new byte[capacity];
  }

  /** A frame of these bytes, copied. */
  public static Frame of(byte... bytes) {
    Frame frame = new Frame(bytes.length);
    frame.length = bytes.length;
    System.arraycopy(bytes, 0, frame.bytes, 0, bytes.length);
    return frame;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** Makes it longer or shorter, with whatever bytes an earlier use left behind. */
  public Frame resize(int newLength) {
    if (newLength > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(newLength, 2 * bytes.length));
    }
    length = newLength;
    return this;
  }

  /** Becomes a copy of another. */
  public void copyOf(Frame other) {
    resize(other.length);
    System.arraycopy(other.bytes, 0, bytes, 0, length);
  }

  /** Copies a part of another frame to an offset of this one. */
  public void copy(int at, Frame from, int start, int count) {
    Objects.checkFromIndexSize(at, count, length);
    Objects.checkFromIndexSize(start, count, from.length);
    System.arraycopy(from.bytes, start, bytes, at, count);
  }

  /** Copies bytes to an offset. */
  public void copy(int at, byte[] from) {
    Objects.checkFromIndexSize(at, from.length, length);
    System.arraycopy(from, 0, bytes, at, from.length);
  }

  /** Sets bytes to one value. */
  public void fill(int at, int count, int value) {
    Objects.checkFromIndexSize(at, count, length);
    Arrays.fill(bytes, at, at + count, (byte) value);
  }

  /** A copy of some bytes. */
  public byte[] bytes(int at, int count) {
    Objects.checkFromIndexSize(at, count, length);
    return Arrays.copyOfRange(bytes, at, at + count);
  }

  /** A copy of all bytes. */
  public byte[] bytes() {
    return bytes(0, length);
  }

  /** The array behind it, whose first {@link #length()} bytes are the frame: not a copy. */
  public byte[] array() {
    return bytes;
  }

  /** An unsigned byte. */
  public int u8(int at) {
    Objects.checkIndex(at, length);
    return bytes[at] & 0xff;
  }

  /** An unsigned 16-bit number. */
  public int u16(int at) {
    Objects.checkFromIndexSize(at, 2, length);
    return (short) SHORTS.get(bytes, at) & 0xffff;
  }

  /** A 32-bit number. */
  public int i32(int at) {
    Objects.checkFromIndexSize(at, 4, length);
    return (int) INTS.get(bytes, at);
  }

  /** An unsigned 48-bit number: a MAC address. */
  public long u48(int at) {
    return (long) u16(at) << 32 | i32(at + 2) & 0xffff_ffffL;
  }

  /** A 64-bit number. */
  public long i64(int at) {
    Objects.checkFromIndexSize(at, 8, length);
    return (long) LONGS.get(bytes, at);
  }

  /** Writes the lowest byte of a number. */
  public void put8(int at, int value) {
    Objects.checkIndex(at, length);
    bytes[at] = (byte) value;
  }

  /** Writes the lowest 16 bits of a number. */
  public void put16(int at, int value) {
    Objects.checkFromIndexSize(at, 2, length);
    SHORTS.set(bytes, at, (short) value);
  }

  /** Writes a 32-bit number. */
  public void put32(int at, int value) {
    Objects.checkFromIndexSize(at, 4, length);
    INTS.set(bytes, at, value);
  }

  /** Writes the lowest 48 bits of a number. */
  public void put48(int at, long value) {
    put16(at, (int) (value >>> 32));
    put32(at + 2, (int) value);
  }

  /** Writes a 64-bit number. */
  public void put64(int at, long value) {
    Objects.checkFromIndexSize(at, 8, length);
    LONGS.set(bytes, at, value);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes, 0, length);
  }
}
