package dev.netalias.wire;

import java.lang.foreign.MemorySegment;

/**
 * A place to write to in the caller's segment, on heap or native, which moves on with every write.
 * What it passes over it writes, padding included, so nothing of an older message shows through.
 * Byte order as in {@link Cursor}.
 */
public final class Emitter {
  private final MemorySegment segment;
  private final Bytes bytes;
  private long position;

  /** An emitter from the start of the segment. */
  public Emitter(MemorySegment segment) {
    this.segment = segment;
    this.bytes = Bytes.of(segment);
  }

  /** The segment that it writes to. */
  public MemorySegment segment() {
    return segment;
  }

  /** Where the next write goes, in bytes from the start of the segment. */
  public long position() {
    return position;
  }

  /** How many bytes are free. */
  public long remaining() {
    return segment.byteSize() - position;
  }

  /** Goes back to an earlier position and forgets what was written after it. */
  public void rewind(long to) {
    if (to < 0 || to > position) {
      throw new WireException("emitter", to, "is no earlier position than " + position);
    }
    position = to;
  }

  /** What was written, as a view of the segment. */
  public MemorySegment written() {
    return segment.asSlice(0, position);
  }

  /** Writes the lowest byte of a number. */
  public Emitter u8(int value) {
    bytes.u8(advance(1), value);
    return this;
  }

  /** Writes the lowest 16 bits of a number. */
  public Emitter u16(int value) {
    bytes.u16(advance(2), value);
    return this;
  }

  /** Writes the lowest 16 bits of a number in network order. */
  public Emitter u16be(int value) {
    return u16(Short.reverseBytes((short) value));
  }

  /** Writes a 32-bit number. */
  public Emitter i32(int value) {
    bytes.i32(advance(4), value);
    return this;
  }

  /** Writes a 32-bit number in network order. */
  public Emitter i32be(int value) {
    return i32(Integer.reverseBytes(value));
  }

  /** Writes a 64-bit number. */
  public Emitter i64(long value) {
    bytes.i64(advance(8), value);
    return this;
  }

  /** Writes a 64-bit number in network order. */
  public Emitter i64be(long value) {
    return i64(Long.reverseBytes(value));
  }

  /** Writes bytes. */
  public Emitter bytes(byte[] copied) {
    bytes.write(advance(copied.length), copied);
    return this;
  }

  /** Copies bytes of another segment. */
  public Emitter bytes(MemorySegment from, long offset, long length) {
    MemorySegment.copy(from, offset, segment, advance(length), length);
    return this;
  }

  /** Writes zeros. */
  public Emitter zeros(long count) {
    for (long i = 0; i < count; i++) {
      u8(0);
    }
    return this;
  }

  /** Writes a 16-bit number over what was written at a position. */
  public void patchU16(long at, int value) {
    bytes.u16(written(at, 2), value);
  }

  /** Writes a 32-bit number over what was written at a position. */
  public void patchI32(long at, int value) {
    bytes.i32(written(at, 4), value);
  }

  private long written(long at, long length) {
    if (at < 0 || at + length > position) {
      throw new WireException("emitter", at, "nothing was written there");
    }
    return at;
  }

  private long advance(long length) {
    long from = position;
    if (length > segment.byteSize() - from) {
      throw new WireException(
          "emitter", from, "no room for " + length + " bytes in " + segment.byteSize());
    }
    position = from + length;
    return from;
  }
}
