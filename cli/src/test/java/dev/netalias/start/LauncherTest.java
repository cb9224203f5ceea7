package dev.netalias.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./netalias}, the script, as users start it: through links, from anywhere, on old JDKs. */
@Needs(tools = {"bash", "mvn", "find"})
class LauncherTest {

  private static final Path LAUNCHER = Path.of("../netalias").toAbsolutePath().normalize();
  private static final Map<String, String> PROPERTIES_SHOWN =
      Map.of("JDK_JAVA_OPTIONS", "-XshowSettings:properties");

  @TempDir Path folder;

  @BeforeAll
  static void buildOnce() throws Exception {
    assertThat(run(Path.of("."), Map.of(), List.of(LAUNCHER.toString(), "--version")).exitCode())
        .isZero();
  }

  @Test
  void whatIsBuiltIsStartedWithoutAWord() throws Exception {
    Ran result = run(folder, Map.of(), List.of(LAUNCHER.toString(), "--version"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches("netalias \\d+\\.\\d+.*\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aLinkTellsTheProgramTheNameThatItWasCalledBy() throws Exception {
    Files.createSymbolicLink(folder.resolve("elsewhere"), LAUNCHER);
    Files.createSymbolicLink(folder.resolve("ifconfig"), Path.of("elsewhere"));

    Ran result = run(folder, PROPERTIES_SHOWN, List.of("./ifconfig", "--version"));

    assertThat(result.err()).containsPattern("netalias\\.argv0 = ifconfig\n");
  }

  @Test
  void aJdkThatIsTooOldIsPassedOverWithoutBeingStarted() throws Exception {
    Path old = folder.resolve("old-jdk");
    Path started = folder.resolve("started");
    Path java = Files.createDirectories(old.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\ntouch " + started + "\nexit 1\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME", old.toString(), "PATH", old.resolve("bin") + ":" + System.getenv("PATH"));

    Ran result = run(folder, environment, List.of(LAUNCHER.toString(), "--version"));

    assertThat(result.exitCode()).isZero();
    assertThat(started).doesNotExist();
  }

  @Test
  void theCacheThatWasMadeIsTheOneThatIsUsed() throws Exception {
    // With this mode java refuses to start where the cache is missing or does not fit.
    Ran result =
        run(
            folder,
            Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"),
            List.of(LAUNCHER.toString(), "--version"));

    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @Test
  @Needs(value = Need.ROOT, tools = "unshare")
  void withoutAJdkOneLineSaysWhatToInstall() throws Exception {
    String home = System.getProperty("java.home");
    assumeTrue(home.startsWith("/usr/") || home.startsWith("/opt/"), "the JDK can't be hidden");
    String script =
        """
        for jdks in /usr/lib/jvm /usr/java /opt; do
          if [ -d $jdks ]; then mount -t tmpfs none $jdks; fi
        done
        exec "$0" --version
        """;

    Ran result =
        run(
            folder,
            Map.of("HOME", folder.toString()),
            List.of("unshare", "-m", "bash", "-c", script, LAUNCHER.toString()));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo("netalias: JDK 25 or newer is needed: install one, or set JAVA_HOME to one\n");
  }

  private static Ran run(Path in, Map<String, String> environment, List<String> command) {
    return Ran.in(in, environment, command);
  }
}
