package dev.netalias.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples on the running kernel, in a namespace with somebody at the other end of the wire.
 */
@Needs(
    value = Need.USERNS,
    tools = {"bash", "ip", "ifconfig", "route", "ping", "python3", "nsenter", "unshare"})
class ExamplesTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path TRY = Path.of("src/test/resources/examples/try.sh").toAbsolutePath();

  @BeforeAll
  static void buildOnce() {
    Ran.of(PROJECT + "/netalias", "--version").orFail();
  }

  @ParameterizedTest
  @ValueSource(strings = {"howto", "two-subnets"})
  @Needs(Need.NETNS)
  void theExampleWorksForRoot(String example) {
    Ran ran = Ran.of("unshare", "-n", "bash", TRY.toString(), PROJECT.toString(), example);
    assertThat(ran.orFail().out()).endsWith("all of " + example + " is as it should be\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"howto", "two-subnets"})
  void theExampleWorksWithoutRootInAUserNamespace(String example) {
    Ran ran = Ran.of("unshare", "-rn", "bash", TRY.toString(), PROJECT.toString(), example);
    assertThat(ran.orFail().out()).endsWith("all of " + example + " is as it should be\n");
  }

  @Test
  void theReadmesProgramCompilesAndDoesWhatItSays(@TempDir Path folder) throws IOException {
    String readme = Files.readString(PROJECT.resolve("README.md"));
    Matcher block =
        Pattern.compile("```java\n(.*?)```\\s+```text\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(block.find()).as("a program in the README, and below it what it prints").isTrue();
    Path program = Files.writeString(folder.resolve("Example.java"), block.group(1));
    folder.toFile().setReadable(true, false);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-r--r--"));
    String modules =
        PROJECT.resolve("core/target/classes") + ":" + PROJECT.resolve("linux/target/classes");
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String script = "ip link add eth0 type veth peer name far0; ip link set eth0 up; exec \"$@\"";
    Ran ran =
        Ran.in(
            folder,
            Map.of(),
            List.of(
                "unshare",
                "-rn",
                "sh",
                "-c",
                script,
                "sh",
                java,
                "-p",
                modules,
                "--add-modules",
                "dev.netalias.linux",
                "--enable-native-access=dev.netalias.linux",
                program.toString()));
    assertThat(ran.orFail().out()).isEqualTo(block.group(2));
  }
}
