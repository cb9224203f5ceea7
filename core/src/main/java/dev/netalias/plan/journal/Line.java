package dev.netalias.plan.journal;

import dev.netalias.kernel.state.Device;
import dev.netalias.net.Address;
import dev.netalias.wire.nl.TextCodec;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a registry or a journal, read: a word, then values by their keys. {@link LineText}
 * writes it.
 */
final class Line {
  /** What stands before the keys of what was there. */
  static final String BEFORE = "-";

  /** What stands before the keys of what is to be there. */
  static final String AFTER = "+";

  /** The key of a device's index: with its side before it, and the number of a hop behind it. */
  private static final Pattern INDEX = Pattern.compile("([-+]?)(lower-)?index(\\d*)");

  private final String word;
  private final String side;
  private final Map<String, String> values;

  private Line(String word, String side, Map<String, String> values) {
    this.word = word;
    this.side = side;
    this.values = values;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Line parse(String text) {
    int end = text.indexOf(' ');
    Line line = new Line(end < 0 ? text : text.substring(0, end), "", new HashMap<>());
    while (end >= 0) {
      int start = end + 1;
      int equals = text.indexOf('=', start);
      end = text.indexOf(' ', start);
      int stop = end < 0 ? text.length() : end;
      if (equals <= start || equals >= stop) {
        throw new IllegalArgumentException("no key=value in '" + text.substring(start, stop) + "'");
      }
      line.values.put(text.substring(start, equals), text.substring(equals + 1, stop));
    }
    return line;
  }

  /**
   * The same of devices as they are now; a label of a device follows its name.
   *
   * @param present what a device is now that was another when the line was written
   */
  Line of(UnaryOperator<Device> present) {
    Map<String, String> now = new HashMap<>(values);
    for (Map.Entry<String, String> each : values.entrySet()) {
      Matcher index = INDEX.matcher(each.getKey());
      String nameKey = index.matches() ? nameKey(index) : "";
      String name = values.get(nameKey);
      if (name != null) {
        Device was = new Device(Integer.parseInt(each.getValue()), unescaped(name));
        Device is = present.apply(was);
        now.put(each.getKey(), Integer.toString(is.index()));
        now.put(nameKey, LineText.escaped(is.name()));
        String label = unescaped(values.getOrDefault(index.group(1) + "label", ""));
        if ((label + ":").startsWith(was.name() + ":")) {
          String rest = label.substring(was.name().length());
          now.put(index.group(1) + "label", LineText.escaped(is.name() + rest));
        }
      }
    }
    return new Line(word, side, now);
  }

  private static String nameKey(Matcher index) {
    String lower = index.group(2);
    return index.group(1) + (lower == null ? "device" + index.group(3) : "lower");
  }

  /** What the line tells of one side of a change. */
  Line side(String newSide) {
    return new Line(word, newSide, values);
  }

  /** Whether anything is told of a side. */
  boolean hasSide(String asked) {
    return values.keySet().stream().anyMatch(key -> key.startsWith(asked));
  }

  String word() {
    return word;
  }

  boolean has(String key) {
    return values.containsKey(side + key);
  }

  /**
   * The number of a key.
   *
   * @throws IllegalArgumentException where it is missing or none
   */
  long number(String key) {
    return Long.parseLong(plain(key));
  }

  int integer(String key) {
    return Math.toIntExact(number(key));
  }

  /** The value as it stands there, without an escape. */
  String plain(String key) {
    String text = values.get(side + key);
    if (text == null) {
      throw new IllegalArgumentException(side + key + " is missing");
    }
    return text;
  }

  String text(String key) {
    return unescaped(plain(key));
  }

  /** The address of a key, null where it has none. */
  @Nullable Address address(String key) {
    String text = values.get(side + key);
    if (text == null) {
      return null;
    }
    int slash = text.indexOf('/');
    byte[] bytes = HexFormat.of().parseHex(text.substring(slash + 1));
    return Address.of(Integer.parseInt(text.substring(0, slash)), bytes);
  }

  private static String unescaped(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
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
}
