package dev.netalias.cli;

import static dev.netalias.testkit.Need.NETNS;
import static dev.netalias.testkit.Need.ROOT;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.contract.NamespaceHost;
import dev.netalias.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many aliases of one subnet get other addresses: no promotion of all that are left for each. */
@Needs(
    value = {NETNS, ROOT},
    tools = "ip")
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReaddressManyTest {
  private static final int MANY = 1200;

  @TempDir Path folder;
  private NamespaceHost host;
  private Screen screen;

  @BeforeEach
  void begin() {
    host = new NamespaceHost();
    host.run("ip link set eth0 up");
    screen = Screen.in(host.name()).below(folder);
  }

  @AfterEach
  void end() {
    host.close();
  }

  private static String each(String line, int last) {
    return IntStream.range(0, MANY)
        .mapToObj(i -> line.formatted(i, "10.%d.%d.%d/8".formatted(i / 250, i % 250, last)))
        .collect(joining("\n", "", "\n"));
  }

  private String addresses() {
    return host.run("ip -o -4 addr show dev eth0 | sed 's/^[0-9]*: *//; s/ *valid_lft.*//'");
  }

  private String run(String words) {
    return screen.run(words + " --no-probe --no-announce --force").orFail().out();
  }

  private String batch(String lines) {
    screen.typing(lines);
    return run("batch -");
  }

  @ParameterizedTest
  @ValueSource(strings = {"set eth0:%d %s", "  - {name: eth0:%d, address: %s}"})
  void theirOrderStaysInTheKernelAndInTheChain(String line) throws IOException {
    batch(each("add eth0:%d %s", 1));
    String chain = screen.run("chain").orFail().out();
    String before = addresses();

    if (line.startsWith("set")) {
      batch(each(line, 2));
    } else {
      Path state = folder.resolve("state.yaml");
      Files.writeString(state, "devices:\n  eth0:\n    aliases:\n" + each("    " + line, 2));
      run("apply " + state);
    }

    assertThat(addresses()).isEqualTo(before.replace(".1/8", ".2/8"));
    assertThat(screen.run("chain").orFail().out()).isEqualTo(chain);
  }
}
