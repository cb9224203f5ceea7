package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desired state of a system that begins at some folder. */
class StateBelowTest {
  @TempDir Path folder;

  @Test
  void whatWasAppliedIsKeptBelowTheFolderWhateverTheEnvironmentSays() throws IOException {
    Path aliases = folder.resolve("etc/netalias/aliases.yaml");
    Files.createDirectories(aliases.getParent());
    Files.writeString(aliases, "devices: {eth0: [10.0.0.7/24]}\n");
    Screen screen = Screen.on(FakeKernel.host()).below(folder);

    screen.run("apply").orFail();

    assertThat(folder.resolve("var/lib/netalias")).isNotEmptyDirectory();
    assertThat(screen.run("history").orFail().out()).contains("apply");
  }
}
