package dev.netalias.wire.frame;

/** The Internet checksum (RFC 1071): the complement of the one's complement sum of 16-bit words. */
public final class Checksum {
  private Checksum() {}

  /** The sum of some bytes, added to an earlier one; an odd last byte counts as a high byte. */
  public static long sum(Frame frame, int at, int count, long before) {
    long sum = before;
    int end = at + count;
    int i = at;
    for (; i + 8 <= end; i += 8) {
      long word = frame.i64(i);
      sum += (word >>> 32) + (word & 0xffff_ffffL);
    }
    for (; i + 2 <= end; i += 2) {
      sum += frame.u16(i);
    }
    return i < end ? sum + ((long) frame.u8(i) << 8) : sum;
  }

  /** The checksum of a sum: folded to 16 bits and complemented. */
  public static int of(long sum) {
    long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
    folded = (folded >>> 16) + (folded & 0xffff);
    folded = (folded >>> 16) + (folded & 0xffff);
    folded = (folded >>> 16) + (folded & 0xffff);
    return (int) ~folded & 0xffff;
  }

  /** Whether bytes that hold their own checksum add up. */
  public static boolean holds(Frame frame, int at, int count, long before) {
    return of(sum(frame, at, count, before)) == 0;
  }
}
