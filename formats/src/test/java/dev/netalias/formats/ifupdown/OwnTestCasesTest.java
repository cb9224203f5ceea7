package dev.netalias.formats.ifupdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.formats.RefusedException;
import dev.netalias.formats.Root;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test cases of ifupdown's own source, from where this machine gets its packages. */
@Needs(tools = {"ifup", "apt-get"})
class OwnTestCasesTest {
  private static final Path FOLDER = Path.of("target/ifupdown-source").toAbsolutePath();

  @BeforeAll
  static void fetch() throws URISyntaxException {
    if (Files.isDirectory(FOLDER.resolve("source/tests"))) {
      return;
    }
    Path script =
        Path.of(
            OwnTestCasesTest.class.getResource("/dev/netalias/formats/fetch-source.sh").toURI());
    Ran ran = Ran.of("sh", script.toString(), "ifupdown", FOLDER.toString());
    if (ran.exitCode() != 0 && !"true".equals(System.getenv("CI"))) {
      System.out.println("SKIPPED OwnTestCasesTest: the source can't be fetched: " + ran.err());
      Assumptions.abort("the source can't be fetched");
    }
    ran.orFail();
  }

  @Test
  void eachIsAcceptedOrRefusedAndMeansTheSame(@TempDir Path state) throws IOException {
    List<Path> cases;
    try (Stream<Path> files = Files.walk(FOLDER.resolve("source/tests"))) {
      cases =
          files.filter(f -> f.getFileName().toString().startsWith("testcase.")).sorted().toList();
    }
    assertThat(cases).hasSizeGreaterThan(20);
    for (Path file : cases) {
      RealIfup.Answer real = RealIfup.of(file, state);
      try {
        Interfaces all = Interfaces.read(new Root(Path.of("/")), file, null);
        assertThat(real.accepted()).as("%s: %s", file, real.said()).isTrue();
        assertThat(RealIfupTest.addresses(all))
            .as("%s: %s", file, real.said())
            .isEqualTo(ofStatic(all, real.addresses()));
      } catch (RefusedException refused) {
        assertThat(real.accepted()).as("%s: %s", file, refused).isFalse();
      }
    }
  }

  /** What comes of the method static; tunnels have addresses too, which stay with ifupdown. */
  private static List<String> ofStatic(Interfaces all, List<String> addresses) {
    List<String> others =
        all.ifaces().stream()
            .filter(iface -> iface.method().endsWith("tunnel") || iface.method().equals("6to4"))
            .map(iface -> iface.name() + " ")
            .toList();
    return addresses.stream().filter(a -> others.stream().noneMatch(a::startsWith)).toList();
  }
}
