package dev.netalias.net;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A link-layer address of any length the kernel knows (0 to 32 bytes; 6 on Ethernet), as {@code
 * 02:00:5e:10:00:01}.
 */
public final class Mac {
  /** The address of a device that has none. */
  public static final Mac NONE = new Mac(new byte[0]);

  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private final byte[] bytes;

  /** Its text, once somebody asked for it: a million aliases may have one device's. */
  private @Nullable String text;

  private Mac(byte[] bytes) {
    this.bytes = bytes;
  }

  /** An address of the bytes, in the order of transmission. */
  public static Mac of(byte... bytes) {
    return new Mac(bytes.clone());
  }

  /**
   * Reads pairs of hex digits with colons between them.
   *
   * @throws FormatException where the text is something else
   */
  public static Mac parse(String text) {
    if (!text.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){0,31}")) {
      throw new FormatException("'" + text + "' is not a MAC address");
    }
    return new Mac(COLONS.parseHex(text));
  }

  /** The bytes, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes as one number, the first the highest: 48 bits on Ethernet. */
  public long number() {
    long number = 0;
    for (byte b : bytes) {
      number = number << 8 | b & 0xff;
    }
    return number;
  }

  /** Length in bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mac mac && Arrays.equals(bytes, mac.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      known = COLONS.formatHex(bytes);
      text = known;
    }
    return known;
  }
}
