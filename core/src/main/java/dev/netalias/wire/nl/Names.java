package dev.netalias.wire.nl;

/**
 * The kernel's names of the values, or of the bits, of a number. What has no name prints as a
 * number.
 *
 * <p>The names are one text, {@code "down 2, up 6"}, that is looked into only to print: nothing of
 * it is parsed at start-up.
 */
public final class Names {
  /** Nothing has a name. */
  public static final Names NONE = new Names("", false);

  private final String list;
  private final boolean bits;

  private Names(String list, boolean bits) {
    this.list = list;
    this.bits = bits;
  }

  /** Names of values: {@code "down 2, up 6"}. */
  public static Names values(String list) {
    return new Names(list, false);
  }

  /** Names of bits, each with its mask in hex: {@code "UP 1, LOOPBACK 8, LOWER_UP 10000"}. */
  public static Names bits(String list) {
    return new Names(list, true);
  }

  /** The number in names, and in digits where it has none. */
  public String print(long number) {
    return bits ? printBits(number) : printValue(number);
  }

  private String printValue(long number) {
    if (!list.isEmpty()) {
      for (String pair : list.split(", ", -1)) {
        int blank = pair.indexOf(' ');
        if (Long.parseLong(pair.substring(blank + 1)) == number) {
          return pair.substring(0, blank);
        }
      }
    }
    return Long.toString(number);
  }

  private String printBits(long number) {
    StringBuilder text = new StringBuilder();
    long left = number;
    for (String pair : list.split(", ", -1)) {
      int blank = pair.indexOf(' ');
      long mask = Long.parseLong(pair.substring(blank + 1), 16);
      if ((left & mask) == mask) {
        text.append(text.isEmpty() ? "" : "|").append(pair, 0, blank);
        left &= ~mask;
      }
    }
    if (left != 0 || text.isEmpty()) {
      text.append(text.isEmpty() ? "" : "|");
      text.append(left == 0 ? "0" : "0x" + Long.toHexString(left));
    }
    return text.toString();
  }
}
