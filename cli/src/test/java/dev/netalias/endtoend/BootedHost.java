package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A systemd that has booted, in namespaces of its own: {@code boot.sh} says how. */
final class BootedHost implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final String pid;

  /** Boots it; its files lie in a folder. */
  BootedHost(Path folder) throws IOException {
    this.folder = folder;
    Path share = Files.createDirectories(folder.resolve("share"));
    copy("setup.sh", share);
    copy("boot.sh", folder);
    List<String> command = new ArrayList<>(List.of("bash", folder + "/boot.sh", "" + folder));
    command.addAll(program());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    pid =
        Ran.of("bash", "-c", StateHost.HELP + "await test -s $0 && cat $0", share + "/pid")
            .out()
            .strip();
    Ran started = shell("await systemctl --wait is-system-running");
    assertThat(started.exitCode()).as(() -> said() + started).isZero();
  }

  private static void copy(String resource, Path folder) throws IOException {
    try (var in = Objects.requireNonNull(BootedHost.class.getResourceAsStream(resource))) {
      Files.copy(in, folder.resolve(resource));
    }
  }

  /** The launcher with what it has built, in another place: services have a /tmp of their own. */
  private List<String> program() throws IOException {
    Path build = Namespace.NETALIAS.resolveSibling("build");
    List<String> current = new ArrayList<>(Files.readAllLines(build.resolve("current")));
    String id = current.get(0);
    Path jdk = Path.of(current.get(2)).toRealPath();
    current.set(1, "/opt/netalias");
    Path program = folder.resolve("program");
    Files.createDirectories(program.resolve("build").resolve(id));
    Files.copy(Namespace.NETALIAS, program.resolve("netalias"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.write(program.resolve("build/current"), current);
    List<String> places = new ArrayList<>();
    places.add(program + ":/opt/netalias");
    places.add(build.resolve(id) + ":/opt/netalias/build/" + id);
    if (!jdk.startsWith("/usr")) {
      places.add(jdk + ":" + current.get(2));
    }
    return places;
  }

  /** Runs a shell script in it; {@code $netalias} is the command. */
  Ran shell(String script) {
    return Ran.of(
        "nsenter",
        "-t",
        pid,
        "-m",
        "-u",
        "-i",
        "-n",
        "-p",
        "-C",
        "-r",
        "-w",
        "env",
        "-i",
        "PATH=/usr/sbin:/usr/bin",
        "netalias=/opt/netalias/netalias",
        "bash",
        "-c",
        StateHost.HELP + script);
  }

  /** What was said while it booted. */
  String said() {
    try {
      Path console = folder.resolve("console");
      return Files.readString(folder.resolve("log"))
          + (Files.exists(console) ? Files.readString(console) : "");
    } catch (IOException unread) {
      return unread.toString();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor(1, TimeUnit.MINUTES);
  }
}
