package dev.netalias.linux.registry;

import dev.netalias.net.Address;
import dev.netalias.wire.nl.TextCodec;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the registry file: a word, then {@code key=value} with blanks between. A byte that is
 * not a plain letter, digit or sign is written as {@code %} and two hex digits, so any label can be
 * kept, whatever its bytes.
 */
final class Line {
  private static final String PLAIN = "._-:/,";

  private final String word;
  private final Map<String, String> values = new LinkedHashMap<>();

  Line(String word) {
    this.word = word;
  }

  /** Reads a line; null where it is none. */
  static @Nullable Line parse(String text) {
    String[] parts = text.split(" ", -1);
    Line line = new Line(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals <= 0) {
        return null;
      }
      line.values.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
    }
    return line;
  }

  String word() {
    return word;
  }

  Line with(String key, long number) {
    values.put(key, Long.toString(number));
    return this;
  }

  Line with(String key, String text) {
    values.put(key, escaped(text));
    return this;
  }

  /** Nothing is written where the address is null. */
  Line with(String key, @Nullable Address address) {
    if (address != null) {
      values.put(key, address.family() + "/" + HexFormat.of().formatHex(address.bytes()));
    }
    return this;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /**
   * The number of a key.
   *
   * @throws IllegalArgumentException where it is missing or none
   */
  long number(String key) {
    return Long.parseLong(values.getOrDefault(key, "missing"));
  }

  int integer(String key) {
    return Math.toIntExact(number(key));
  }

  String text(String key) {
    String text = values.get(key);
    if (text == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return unescaped(text);
  }

  /** The address of a key, null where it has none. */
  @Nullable Address address(String key) {
    String text = values.get(key);
    if (text == null) {
      return null;
    }
    int slash = text.indexOf('/');
    byte[] bytes = HexFormat.of().parseHex(text.substring(slash + 1));
    return Address.of(Integer.parseInt(text.substring(0, slash)), bytes);
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : TextCodec.bytes(text)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0);
      if (plain) {
        out.append((char) b);
      } else {
        out.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    return out.toString();
  }

  private static String unescaped(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes[length++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
        i += 2;
      } else {
        bytes[length++] = (byte) text.charAt(i);
      }
    }
    return TextCodec.text(bytes, length);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(word);
    values.forEach((key, value) -> out.append(' ').append(key).append('=').append(value));
    return out.toString();
  }
}
