package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.kernel.KernelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  @TempDir private Path folder;

  /** What this process has open, those that were closed while it was looked up left out. */
  private static List<Path> open() throws IOException {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          open.add(Files.readSymbolicLink(descriptor));
        }
      }
    }
    return open;
  }

  @Test
  void aFileThatIsNoNamespaceIsClosedAgain() throws IOException {
    Path file = Files.createFile(folder.resolve("file")).toRealPath();
    assertThatThrownBy(() -> LinuxKernel.open(file.toString())).isInstanceOf(KernelException.class);
    assertThat(open()).doesNotContain(file);
  }
}
