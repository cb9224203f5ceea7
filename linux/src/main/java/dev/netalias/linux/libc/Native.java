package dev.netalias.linux.libc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Numbers and texts in native memory, copied there and back as arrays: the accessors of a segment
 * are made at run time, layout by layout, and cost 5 ms of a command's start.
 */
public final class Native {
  private Native() {}

  /** Memory that holds these numbers of 32 bits. */
  public static MemorySegment ints(Arena arena, int... numbers) {
    MemorySegment segment = arena.allocate((long) Integer.BYTES * numbers.length, Long.BYTES);
    MemorySegment.copy(numbers, 0, segment, JAVA_INT, 0, numbers.length);
    return segment;
  }

  /** Memory that holds a number of 64 bits. */
  static MemorySegment number(Arena arena, long number) {
    return longs(arena, number);
  }

  /** Memory that holds numbers of 64 bits. */
  static MemorySegment longs(Arena arena, long... numbers) {
    MemorySegment segment = arena.allocate((long) Long.BYTES * numbers.length, Long.BYTES);
    MemorySegment.copy(numbers, 0, segment, JAVA_LONG, 0, numbers.length);
    return segment;
  }

  /** Memory that holds a text and a zero byte. */
  static MemorySegment text(Arena arena, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    MemorySegment segment = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  /** The 32-bit number at an offset. */
  public static int intAt(MemorySegment segment, long offset) {
    int[] number = new int[1];
    MemorySegment.copy(segment, JAVA_INT, offset, number, 0, 1);
    return number[0];
  }

  /** The 64-bit number at an offset. */
  static long longAt(MemorySegment segment, long offset) {
    long[] number = new long[1];
    MemorySegment.copy(segment, JAVA_LONG, offset, number, 0, 1);
    return number[0];
  }

  /** Writes a 32-bit number at an offset. */
  static void put(MemorySegment segment, long offset, int number) {
    MemorySegment.copy(new int[] {number}, 0, segment, JAVA_INT, offset, 1);
  }
}
