package dev.netalias.cli.print;

import io.avaje.jsonb.JsonType;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Aliases as one JSON array, written while they are read. Neighbours are mostly alike but for name,
 * tag and address; so what the first of them is in JSON is kept as bytes with three gaps, and only
 * the gaps are filled for those that follow. There may be a million.
 */
final class AliasArray {
  /** Characters that stand for the gaps: of private use, each three bytes of UTF-8 in JSON. */
  private static final String[] GAPS = {"\ue000", "\ue001", "\ue002"};

  private static final int GAP_BYTES = 3;
  private static final int CHUNK = 1 << 16;
  private static final int LONGEST = 1 << 14;

  private final PrintStream out;
  private final JsonType<AliasJson> json;
  private final byte[] buffer = new byte[CHUNK + LONGEST];
  private int held;
  private boolean any;

  /** What the last alias was like, and its bytes before, between and behind the gaps. */
  private @Nullable AliasJson last;

  private byte[][] pieces = {};

  AliasArray(PrintStream out, JsonType<AliasJson> json) {
    this.out = out;
    this.json = json;
  }

  /** One more. */
  void add(AliasJson alias) {
    buffer[held++] = (byte) (any ? ',' : '[');
    any = true;
    if (last == null || !alias.isLike(last)) {
      last = alias;
      pieces = pieces(alias);
    }
    int start = held;
    boolean plain =
        pieces.length == GAPS.length + 1
            && put(pieces[0])
            && put(alias.name())
            && put(pieces[1])
            && put(alias.tag())
            && put(pieces[2])
            && put(alias.address())
            && put(pieces[3]);
    if (!plain) {
      held = start;
      send();
      out.writeBytes(json.toJsonBytes(alias));
    } else if (held > CHUNK) {
      send();
    }
  }

  /** That was the last. */
  void end() {
    if (!any) {
      buffer[held++] = '[';
    }
    buffer[held++] = ']';
    buffer[held++] = '\n';
    send();
  }

  private void send() {
    out.write(buffer, 0, held);
    held = 0;
  }

  /** The bytes of an alias around its gaps; other than four pieces where it can't be cut so. */
  private byte[][] pieces(AliasJson alias) {
    byte[] all = json.toJsonBytes(alias.named(GAPS[0], GAPS[1], GAPS[2]));
    byte[][] cut = new byte[GAPS.length + 1][];
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int from = 0;
    for (int i = 0; i < GAPS.length; i++) {
      byte[] utf8 = GAPS[i].getBytes(StandardCharsets.UTF_8);
      String gap = new String(utf8, StandardCharsets.ISO_8859_1);
      int at = text.indexOf(gap);
      if (at < from || at != text.lastIndexOf(gap)) {
        return new byte[0][];
      }
      cut[i] = text.substring(from, at).getBytes(StandardCharsets.ISO_8859_1);
      from = at + GAP_BYTES;
    }
    cut[GAPS.length] = text.substring(from).getBytes(StandardCharsets.ISO_8859_1);
    return all.length > LONGEST / 2 ? new byte[0][] : cut;
  }

  private boolean put(byte[] piece) {
    System.arraycopy(piece, 0, buffer, held, piece.length);
    held += piece.length;
    return true;
  }

  /** Whether a text could be put as it is: short, and without anything to be escaped. */
  private boolean put(String text) {
    int length = text.length();
    if (length > LONGEST / 8) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
      buffer[held + i] = (byte) c;
    }
    held += length;
    return true;
  }
}
