package dev.netalias.cli.traffic;

/** Numbers of bytes as people read them. */
final class Numbers {
  private static final String UNITS = "kMGTPE";
  private static final int STEP = 1000;

  private Numbers() {}

  /** Three digits and a unit: {@code 999}, {@code 1.23k}, {@code 45.6M}. */
  static String shortened(long number) {
    if (number < STEP) {
      return Long.toString(number);
    }
    double left = number;
    int unit = -1;
    while (left >= STEP - 0.5 && unit + 1 < UNITS.length()) {
      left /= STEP;
      unit++;
    }
    String digits = left < 9.995 ? "%.2f" : left < 99.95 ? "%.1f" : "%.0f";
    return digits.formatted(left) + UNITS.charAt(unit);
  }
}
