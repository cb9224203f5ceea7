package dev.netalias.cli.state;

import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.kernel.Plan.Paper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Which files said a state that nobody confirmed: a boot does not apply them again by itself, until
 * they say something else.
 */
final class Rejected {
  private static final String NAME = "rejected";

  private Rejected() {}

  /** What tells files from what else they could say. */
  static String digest(AliasFiles files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : files.texts().values()) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Remembers the files of a digest. */
  static void keep(History history, String digest) {
    keeping(history, digest).forEach(Pending::write);
  }

  /** What remembers the files of a digest. */
  static List<Paper> keeping(History history, String digest) {
    return Pending.changing(history.folder().resolve(NAME), digest + "\n");
  }

  /** What forgets that any were rejected. */
  static List<Paper> forgetting(History history) {
    return Pending.changing(history.folder().resolve(NAME), null);
  }

  /** Whether these files were rejected. */
  static boolean is(History history, AliasFiles files) {
    try {
      String kept = Files.readString(history.folder().resolve(NAME)).strip();
      return kept.equals(digest(files));
    } catch (IOException none) {
      return false;
    }
  }

  /** Somebody wants them all the same. */
  static void forget(History history) {
    forgetting(history).forEach(Pending::write);
  }
}
