package dev.netalias.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.AliasException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a file can't be read has its own exit code. */
class UserFileTest {
  @TempDir Path folder;

  private static void isRefused(IOException why, int exitCode, String message) {
    AliasException refusal = UserFile.refusal("script", "/nowhere/s.lab", why);
    assertThat(refusal.kind().exitCode()).isEqualTo(exitCode);
    assertThat(refusal).hasMessage(message);
  }

  @Test
  void theReasonMakesTheExitCode() {
    isRefused(new NoSuchFileException("f"), 5, "there is no script '/nowhere/s.lab'");
    isRefused(
        new AccessDeniedException("f"),
        4,
        "there is no permission to read the script '/nowhere/s.lab'");
    isRefused(new MalformedInputException(1), 2, "'/nowhere/s.lab' is not text in UTF-8");
    isRefused(new IOException("I/O error"), 2, "'/nowhere/s.lab' can't be read: I/O error");
  }

  @Test
  void whoMayNotWriteIsToldOfSudo() {
    AliasException refusal = UserFile.unwritable("/etc/f", new AccessDeniedException("/etc/f"));
    assertThat(refusal.kind().exitCode()).isEqualTo(4);
    assertThat(refusal.hint()).isEqualTo("run it with sudo, or write into a folder of your own");
  }

  @Test
  void aFolderIsNamedAsOne() {
    String name = folder.toString();
    assertThat(UserFile.refusal("batch", name, new IOException("Is a directory")))
        .hasMessage("'" + name + "' is a folder");
  }
}
