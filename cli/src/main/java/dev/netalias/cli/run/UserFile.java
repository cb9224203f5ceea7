package dev.netalias.cli.run;

import dev.netalias.alias.AliasException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that the user named: why it can't be read, in words. */
public final class UserFile {
  private UserFile() {}

  /** The refusal that tells of a failed writing. */
  public static AliasException unwritable(String name, IOException why) {
    return switch (why) {
      case NoSuchFileException none ->
          AliasException.notFound("there is no folder for '" + name + "'", "make it with mkdir");
      case AccessDeniedException denied ->
          new AliasException(
              AliasException.Kind.PERMISSION,
              "there is no permission to write '" + name + "'",
              "run it with sudo, or write into a folder of your own");
      default ->
          AliasException.conflict("'" + name + "' can't be written: " + why.getMessage(), "");
    };
  }

  /**
   * The refusal that tells of a failed reading.
   *
   * @param what what the file was to be: {@code "batch"}, {@code "script"}
   */
  public static AliasException refusal(String what, String name, IOException why) {
    if (Files.isDirectory(Path.of(name))) {
      return AliasException.usage("'" + name + "' is a folder", "name a " + what);
    }
    return switch (why) {
      case NoSuchFileException none ->
          AliasException.notFound("there is no " + what + " '" + name + "'", "");
      case AccessDeniedException denied ->
          new AliasException(
              AliasException.Kind.PERMISSION,
              "there is no permission to read the " + what + " '" + name + "'",
              "run it as its owner, or make it readable: chmod +r " + name);
      case CharacterCodingException binary ->
          AliasException.usage(
              "'" + name + "' is not text in UTF-8",
              "a " + what + " is a file of commands, one a line");
      default -> AliasException.usage("'" + name + "' can't be read: " + why.getMessage(), "");
    };
  }
}
