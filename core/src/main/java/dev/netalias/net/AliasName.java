package dev.netalias.net;

import java.util.OptionalInt;

/**
 * The name of an alias, {@code main:tag}. The tag is a slot (a decimal number, canonical: {@code
 * eth0:007} is {@code eth0:7}) or a word of letters, digits, {@code _}, {@code .} and {@code -}
 * that neither begins nor ends with {@code -}.
 *
 * @param main name of the main device
 * @param tag the canonical tag, without the colon
 */
public record AliasName(DeviceName main, String tag) implements Comparable<AliasName> {
  /** The largest slot. */
  public static final int LAST_SLOT = Integer.MAX_VALUE;

  /** Bytes of a whole name, whatever the realisation. */
  public static final int MOST_BYTES = 63;

  /** Bytes of a whole name that the kernel keeps as a label: {@code IFNAMSIZ - 1}. */
  public static final int MOST_LABEL_BYTES = 15;

  /** Makes the tag canonical, and refuses one that is not a slot or a word. */
  public AliasName {
    tag = canonical(main, tag);
    int bytes = main.bytes() + 1 + tag.length();
    if (bytes > MOST_BYTES) {
      throw new FormatException(
          "the name '%s:%s' has %d bytes, and a name at most %d"
              .formatted(main, tag, bytes, MOST_BYTES));
    }
  }

  /** The alias of a slot. */
  public static AliasName of(DeviceName main, int slot) {
    return new AliasName(main, Integer.toString(slot));
  }

  /**
   * Reads {@code main:tag}, split at the first colon.
   *
   * @throws FormatException naming what is wrong
   */
  public static AliasName parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new FormatException("'" + visible(text) + "' names no alias: an alias is DEVICE:TAG");
    }
    if (colon == 0) {
      throw new FormatException("'" + visible(text) + "' has no main device before its colon");
    }
    return new AliasName(new DeviceName(text.substring(0, colon)), text.substring(colon + 1));
  }

  /** Length in bytes. */
  public int bytes() {
    return main.bytes() + 1 + tag.length();
  }

  /** The slot, where the tag is a number. */
  public OptionalInt slot() {
    return slotOf(tag);
  }

  /** The slot that a canonical tag is, if it is one. */
  public static OptionalInt slotOf(String tag) {
    if (tag.isEmpty() || tag.length() > 10 || tag.length() > 1 && tag.charAt(0) == '0') {
      return OptionalInt.empty();
    }
    long number = 0;
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      number = number * 10 + c - '0';
    }
    return number <= LAST_SLOT ? OptionalInt.of((int) number) : OptionalInt.empty();
  }

  @Override
  public int compareTo(AliasName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return main.text() + ":" + tag;
  }

  private static String canonical(DeviceName main, String tag) {
    if (tag.isEmpty()) {
      throw new FormatException("'" + visible(main + ":" + tag) + "' has no tag after its colon");
    }
    boolean digits = true;
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!digit && !letter && c != '_' && c != '.' && c != '-') {
        throw new FormatException(
            "'%s' is not the name of an alias: its tag holds %s"
                .formatted(visible(main + ":" + tag), named(c)));
      }
      digits &= digit;
    }
    if (tag.startsWith("-") || tag.endsWith("-")) {
      throw new FormatException(
          "'%s' is not the name of an alias: a tag does not %s with '-'"
              .formatted(main + ":" + tag, tag.startsWith("-") ? "begin" : "end"));
    }
    return digits ? canonicalSlot(main, tag) : tag;
  }

  private static String canonicalSlot(DeviceName main, String digits) {
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    String canonical = digits.substring(first);
    if (slotOf(canonical).isEmpty()) {
      throw new FormatException(
          "the slot in '%s' is above %d".formatted(main + ":" + digits, LAST_SLOT));
    }
    return canonical;
  }

  /** The text with control characters shown as {@code \\uXXXX}, so that an error is one line. */
  static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return shown.toString();
  }

  static String named(char c) {
    return c == ' '
        ? "a blank"
        : Character.isISOControl(c) || Character.isWhitespace(c)
            ? "a control character"
            : "'" + c + "'";
  }
}
