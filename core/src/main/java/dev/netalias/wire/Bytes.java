package dev.netalias.wire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Little-endian numbers in a segment. An array on the heap is read by itself: in the first
 * milliseconds of a process, before the segment's own access is compiled, that takes less than half
 * the time, and a command is nothing but those.
 */
sealed interface Bytes {
  static Bytes of(MemorySegment segment) {
    return segment.heapBase().orElse(null) instanceof byte[] array
        ? new OnHeap(array, (int) segment.address(), (int) segment.byteSize())
        : new Native(segment);
  }

  int u8(long at);

  int u16(long at);

  int i32(long at);

  long i64(long at);

  void read(long at, byte[] to);

  void u8(long at, int value);

  void u16(long at, int value);

  void i32(long at, int value);

  void i64(long at, long value);

  void write(long at, byte[] from);

  /** A part of an array. */
  final class OnHeap implements Bytes {
    private final byte[] array;
    private final int start;
    private final int size;

    OnHeap(byte[] array, int start, int size) {
      this.array = array;
      this.start = start;
      this.size = size;
    }

    private int index(long at, int length) {
      if (at < 0 || at > size - length) {
        throw new IndexOutOfBoundsException("offset " + at + " in " + size);
      }
      return start + (int) at;
    }

    @Override
    public int u8(long at) {
      return array[index(at, 1)] & 0xff;
    }

    @Override
    public int u16(long at) {
      int i = index(at, 2);
      return (array[i] & 0xff) | (array[i + 1] & 0xff) << 8;
    }

    @Override
    public int i32(long at) {
      int i = index(at, 4);
      byte[] a = array;
      return (a[i] & 0xff) | (a[i + 1] & 0xff) << 8 | (a[i + 2] & 0xff) << 16 | a[i + 3] << 24;
    }

    @Override
    public long i64(long at) {
      return (i32(at) & 0xffff_ffffL) | (long) i32(at + 4) << 32;
    }

    @Override
    public void read(long at, byte[] to) {
      System.arraycopy(array, index(at, to.length), to, 0, to.length);
    }

    @Override
    public void u8(long at, int value) {
      array[index(at, 1)] = (byte) value;
    }

    @Override
    public void u16(long at, int value) {
      int i = index(at, 2);
      array[i] = (byte) value;
      array[i + 1] = (byte) (value >> 8);
    }

    @Override
    public void i32(long at, int value) {
      int i = index(at, 4);
      array[i] = (byte) value;
      array[i + 1] = (byte) (value >> 8);
      array[i + 2] = (byte) (value >> 16);
      array[i + 3] = (byte) (value >> 24);
    }

    @Override
    public void i64(long at, long value) {
      i32(at, (int) value);
      i32(at + 4, (int) (value >>> 32));
    }

    @Override
    public void write(long at, byte[] from) {
      System.arraycopy(from, 0, array, index(at, from.length), from.length);
    }
  }

  /** Any segment. */
  final class Native implements Bytes {
    private static final ValueLayout.OfShort U16 =
        JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 =
        JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 =
        JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment segment;

    Native(MemorySegment segment) {
      this.segment = segment;
    }

    @Override
    public int u8(long at) {
      return segment.get(JAVA_BYTE, at) & 0xff;
    }

    @Override
    public int u16(long at) {
      return segment.get(U16, at) & 0xffff;
    }

    @Override
    public int i32(long at) {
      return segment.get(U32, at);
    }

    @Override
    public long i64(long at) {
      return segment.get(U64, at);
    }

    @Override
    public void read(long at, byte[] to) {
      MemorySegment.copy(segment, JAVA_BYTE, at, to, 0, to.length);
    }

    @Override
    public void u8(long at, int value) {
      segment.set(JAVA_BYTE, at, (byte) value);
    }

    @Override
    public void u16(long at, int value) {
      segment.set(U16, at, (short) value);
    }

    @Override
    public void i32(long at, int value) {
      segment.set(U32, at, value);
    }

    @Override
    public void i64(long at, long value) {
      segment.set(U64, at, value);
    }

    @Override
    public void write(long at, byte[] from) {
      MemorySegment.copy(from, 0, segment, JAVA_BYTE, at, from.length);
    }
  }
}
