package dev.netalias.net;

import java.nio.charset.StandardCharsets;

/**
 * The name of a main device: 1 to 15 bytes, no colon, slash, blank or control character, not {@code
 * .} or {@code ..} ({@code dev_valid_name} in the kernel's {@code net/core/dev.c}).
 *
 * @param text the name, {@code eth0}
 */
public record DeviceName(String text) {
  /** Bytes that the kernel has for a name: {@code IFNAMSIZ - 1}. */
  public static final int MOST_BYTES = 15;

  /** Checks the name. */
  public DeviceName {
    if (text.isEmpty()) {
      throw new FormatException("the name of a device is missing");
    }
    int bytes = bytes(text);
    if (bytes > MOST_BYTES) {
      throw new FormatException(
          "'%s' has %d bytes, and the name of a device at most %d"
              .formatted(text, bytes, MOST_BYTES));
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == ':' || Character.isWhitespace(c) || Character.isISOControl(c)) {
        throw new FormatException(
            "'%s' is not the name of a device: %s"
                .formatted(AliasName.visible(text), AliasName.named(c)));
      }
    }
    if (text.equals(".") || text.equals("..")) {
      throw new FormatException("'" + text + "' is not the name of a device");
    }
  }

  /** Length in bytes. */
  public int bytes() {
    return bytes(text);
  }

  private static int bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return text.length();
  }

  @Override
  public String toString() {
    return text;
  }
}
