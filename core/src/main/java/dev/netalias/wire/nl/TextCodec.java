package dev.netalias.wire.nl;

import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A text that ends with a zero byte, {@code NLA_NUL_STRING}.
 *
 * <p>The kernel takes any bytes for a label or a name. A text that is not UTF-8 is kept byte by
 * byte: each byte above 127 becomes a lone surrogate, U+DC80 to U+DCFF, and turns back into that
 * byte (as PEP 383 does), so that a name from elsewhere can still be found and deleted.
 */
public final class TextCodec implements Codec<String> {
  /** {@code NLA_NUL_STRING}. */
  public static final TextCodec TEXT = new TextCodec();

  private static final int ESCAPE = 0xdc00;

  private TextCodec() {}

  @Override
  public String decode(Cursor in) {
    byte[] bytes = in.rest();
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return text(bytes, length);
  }

  /** The text that the kernel means by the first so many bytes. */
  public static String text(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] < 0) {
        return decode(bytes, length);
      }
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static String decode(byte[] bytes, int length) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException notUtf8) {
      StringBuilder text = new StringBuilder(length);
      for (int i = 0; i < length; i++) {
        text.append((char) (bytes[i] < 0 ? ESCAPE | (bytes[i] & 0xff) : bytes[i]));
      }
      return text.toString();
    }
  }

  @Override
  public void encode(Emitter out, String value) {
    out.bytes(bytes(value)).u8(0);
  }

  /** The bytes of a text as the kernel sees it, without the zero byte. */
  public static byte[] bytes(String text) {
    if (isAscii(text) || text.codePoints().noneMatch(TextCodec::isEscape)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(c -> {
          if (isEscape(c)) {
            bytes.write(c);
          } else {
            bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
          }
        });
    return bytes.toByteArray();
  }

  /** As nearly all labels are, of which a command can write ten thousand. */
  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** A lone low surrogate: one that belongs to a pair is no code point. */
  private static boolean isEscape(int c) {
    return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff;
  }
}
