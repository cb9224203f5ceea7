package dev.netalias.linux.netns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.linux.Shell;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "unshare"})
class NamespaceSearchTest {
  private static final String NAME = "netalias-search-" + ProcessHandle.current().pid();

  /** A process that says a word once it is where it is to be, and then waits. */
  private static Process start(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    assertThat(process.inputReader().readLine()).isEqualTo("there");
    return process;
  }

  @Test
  void eachIsFoundOnceByItsNameOrByAProcessAndTheOwnComesFirst() throws IOException {
    Path bogus = Path.of("/run/netns", NAME + "-bogus");
    Shell.run("ip netns add " + NAME);
    Process named = start("ip", "netns", "exec", NAME, "sh", "-c", "echo there; read end");
    Process unnamed = start("unshare", "-n", "sh", "-c", "echo there; read end");
    try (NetworkNamespace inside = NetworkNamespace.open(NAME)) {
      Files.createFile(bogus);
      String ofProcess = "/proc/%d/ns/net".formatted(unnamed.pid());

      NamespaceSearch search = NamespaceSearch.run();
      assertThat(search.found())
          .containsOnlyOnce(NAME, ofProcess)
          .doesNotContain("/proc/%d/ns/net".formatted(named.pid()), bogus.getFileName().toString())
          .doesNotHaveDuplicates();
      assertThat(search.unreadable())
          .contains("'%s': %s is no network namespace".formatted(bogus.getFileName(), bogus));
      assertThat(search.found().getFirst()).isNotEqualTo(NAME);

      List<String> there = inside.call(() -> NamespaceSearch.run().found());
      assertThat(there).first().isEqualTo(NAME);
      assertThat(there).contains(ofProcess);
    } finally {
      named.destroy();
      unnamed.destroy();
      Files.deleteIfExists(bogus);
      Shell.run("ip netns del " + NAME);
    }
  }
}
