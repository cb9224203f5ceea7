package dev.netalias.cli.state;

import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.kernel.Plan.Paper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Where it is remembered: the first lines of the state that waited. */
  static Path file(History history) {
    return history.folder().resolve(NAME);
  }

  /** Remembers the files of a digest. */
  static void keep(History history, String digest) {
    keeping(history, digest).forEach(Pending::write);
  }

  /** What remembers the files of a digest. */
  static List<Paper> keeping(History history, String digest) {
    return Pending.changing(file(history), "# digest: " + digest + "\n");
  }

  /** What forgets that any were rejected. */
  static List<Paper> forgetting(History history) {
    return Pending.changing(file(history), null);
  }

  /** Whether these files were rejected. */
  static boolean is(History history, AliasFiles files) {
    try {
      List<String> kept = Files.readAllLines(file(history), StandardCharsets.ISO_8859_1);
      return Pending.value(kept, "digest").equals(digest(files));
    } catch (IOException | IllegalArgumentException none) {
      return false;
    }
  }

  /** Somebody wants them all the same. */
  static void forget(History history) {
    forgetting(history).forEach(Pending::write);
  }
}
