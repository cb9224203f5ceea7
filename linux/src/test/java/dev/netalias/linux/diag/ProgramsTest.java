package dev.netalias.linux.diag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @TempDir private Path processes;

  @Test
  void aDescriptorThatClosesMeanwhileHidesNoOther() throws IOException {
    Path process = Files.createDirectories(processes.resolve("42"));
    Path files = Files.createDirectories(process.resolve("fd"));
    Files.writeString(process.resolve("comm"), "sshd\n");
    for (int i = 0; i < 4; i++) {
      Files.writeString(files.resolve("" + i), "is no link, so it can't be read as one");
    }
    Files.createSymbolicLink(files.resolve("4"), Path.of("socket:[77]"));
    for (int i = 5; i < 9; i++) {
      Files.writeString(files.resolve("" + i), "is no link either");
    }

    assertThat(Programs.of(Set.of(77L), processes)).isEqualTo(Map.of(77L, "sshd 42"));
  }
}
