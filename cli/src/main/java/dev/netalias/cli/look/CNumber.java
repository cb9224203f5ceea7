package dev.netalias.cli.look;

/** Numbers as C reads them: as much of a text as is one, 0 where nothing is. */
final class CNumber {
  private CNumber() {}

  /** {@code atoi(3)}. */
  static int decimal(String text) {
    return (int) read(text, 10);
  }

  /** {@code strtoul(3)} with base 0: decimal, octal or hexadecimal. */
  static long ofAnyBase(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
    long number = read(hex ? digits.substring(2) : digits, hex ? 16 : octal(digits) ? 8 : 10);
    return text.startsWith("-") ? -number : number;
  }

  private static boolean octal(String digits) {
    return digits.length() > 1 && digits.charAt(0) == '0';
  }

  /** Whether the whole text is a number of the sort that {@link #ofAnyBase} reads. */
  static boolean isWhole(String text) {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    String digits = hex ? text.substring(2) : text;
    int radix = hex ? 16 : octal(digits) ? 8 : 10;
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), radix) < 0) {
        return false;
      }
    }
    return true;
  }

  private static long read(String text, int radix) {
    int at = 0;
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      at++;
    }
    long number = 0;
    for (; at < text.length() && number < 1L << 40; at++) {
      int digit = Character.digit(text.charAt(at), radix);
      if (digit < 0) {
        break;
      }
      number = number * radix + digit;
    }
    return negative ? -number : number;
  }
}
