package dev.netalias.plan.journal;

import dev.netalias.net.Address;
import dev.netalias.wire.nl.TextCodec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line that {@link Line} reads: a word, then {@code key=value} with blanks between. A byte
 * that is not a plain letter, digit or sign is written as {@code %} and two hex digits, so any
 * label can be kept, whatever its bytes. One writer serves for many lines.
 */
final class LineText {
  private static final String PLAIN = "._-:/,";
  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder out = new StringBuilder(256);
  private String side = "";

  /** Begins a line. */
  LineText begin(String word) {
    out.setLength(0);
    out.append(word);
    side = "";
    return this;
  }

  /** From now on keys are of one side of a change, {@link Line#BEFORE} or {@link Line#AFTER}. */
  LineText side(String newSide) {
    side = newSide;
    return this;
  }

  private StringBuilder key(String key) {
    return out.append(' ').append(side).append(key).append('=');
  }

  LineText with(String key, long number) {
    key(key).append(number);
    return this;
  }

  LineText with(String key, String text) {
    key(key);
    escape(text);
    return this;
  }

  /** A text that is plain, and long: it is taken as it is. */
  LineText withPlain(String key, CharSequence text) {
    key(key).append(text);
    return this;
  }

  /** Nothing is written where the address is null. */
  LineText with(String key, @Nullable Address address) {
    if (address == null) {
      return this;
    }
    StringBuilder value = key(key).append(address.family()).append('/');
    if (address.size() == Integer.BYTES) {
      hex(value, address.low(), 8);
    } else {
      value.append(HEX.formatHex(address.bytes()));
    }
    return this;
  }

  /** The last digits of a number. */
  static void hex(StringBuilder out, long number, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(Character.forDigit((int) (number >>> shift) & 0xf, 16));
    }
  }

  /** A text as it stands in a line. */
  static String escaped(String text) {
    LineText one = new LineText();
    one.escape(text);
    return one.toString();
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        escapeBytes(text);
        return;
      }
    }
    out.append(text);
  }

  private static boolean isPlain(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
  }

  private void escapeBytes(String text) {
    for (byte b : TextCodec.bytes(text)) {
      if (b > 0 && isPlain(b)) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.toHexDigits(b));
      }
    }
  }

  /** The line. */
  @Override
  public String toString() {
    return out.toString();
  }
}
