package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.Kernel;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without root: in a user namespace of one's own everything works, outside only reading does. */
@Needs(
    value = {Need.ROOT, Need.USERNS},
    tools = {"setpriv", "unshare", "ip"})
class OrdinaryUserTest {
  @TempDir private Path folder;

  /** Runs {@link UserProgram} as user 65534, who can't read where the classes are. */
  private String run(String... wrapper) throws IOException, URISyntaxException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> places = new ArrayList<>();
    for (Class<?> from : List.of(Kernel.class, LinuxKernel.class, UserProgram.class)) {
      Path place = Path.of(from.getProtectionDomain().getCodeSource().getLocation().toURI());
      places.add(copy(place, folder.resolve("classes" + places.size())).toString());
    }
    Path tests = Path.of("target/test-classes").toAbsolutePath();
    places.add(copy(tests, folder.resolve("tests")).toString());
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    command.addAll(List.of("env", "-u", "XDG_RUNTIME_DIR"));
    command.addAll(List.of(wrapper));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", String.join(":", places), UserProgram.class.getName()));
    return Ran.in(Path.of("/"), Map.of(), command).orFail().out();
  }

  private static Path copy(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from)) {
      return Files.copy(from, to);
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  @Test
  void inAUserNamespaceOfHisOwnEverythingWorks() throws Exception {
    assertThat(run("unshare", "-rn")).isEqualTo("true\n[OfType[family=99, name=x, source=]]\n");
    try (Stream<Path> made = Files.list(folder.resolve("tmp"))) {
      assertThat(made)
          .as("named by his number outside")
          .containsExactly(folder.resolve("tmp/netalias-65534"));
    }
  }

  @Test
  void outsideHeIsToldThatHeMayNot() throws Exception {
    assertThat(run()).isEqualTo("rtnetlink: Operation not permitted true\n");
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }
}
