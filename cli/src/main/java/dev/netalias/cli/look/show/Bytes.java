package dev.netalias.cli.look.show;

/** Byte counts as {@code 164.0 MiB}. */
final class Bytes {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  /** A tenth of 2^60, but for a digit: it is net-tools' own constant that decides the output. */
  private static final long TENTH_OF_EXBIBYTE = 115_292_150_460_684_697L;

  private Bytes() {}

  /** One decimal place, cut off, in the largest unit of which there is more than one. */
  static String scaled(long bytes) {
    int unit = 0;
    while (unit < 6 && Long.compareUnsigned(bytes, 1L << 10 * (unit + 1)) > 0) {
      unit++;
    }
    long tenths =
        unit == 6
            ? Long.divideUnsigned(bytes, TENTH_OF_EXBIBYTE)
            : Long.divideUnsigned(bytes * 10, 1L << 10 * unit);
    return Long.divideUnsigned(tenths, 10)
        + "."
        + Long.remainderUnsigned(tenths, 10)
        + " "
        + UNITS[unit];
  }
}
