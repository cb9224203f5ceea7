package dev.netalias.endtoend;

import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A namespace with a desired state of its own, in a folder. */
final class StateHost implements AutoCloseable {
  /** What scripts may call: {@code await COMMAND} waits, a minute at most, until it succeeds. */
  static final String HELP =
      """
      await() { local i; for ((i = 0; i < 600; i++)); do "$@" && return; sleep 0.1; done; false; }
      has() { ip -o addr show dev "$1" 2>/dev/null | grep -q " $2/"; }
      hasnot() { ! has "$@"; }
      """;

  private final Namespace net = new Namespace();
  private final Path folder;

  StateHost(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("etc/aliases.d"));
  }

  String name() {
    return net.name();
  }

  /** The state is this from now on. */
  void say(String text) throws IOException {
    Files.writeString(file(), text);
  }

  String said() throws IOException {
    return Files.readString(file());
  }

  private Path file() {
    return folder.resolve("etc/aliases.yaml");
  }

  /** Runs netalias, words with blanks between them. */
  Ran netalias(String words) {
    return shell("$netalias " + words);
  }

  /** Runs a shell script; {@code $netalias} is the command. */
  Ran shell(String script) {
    String folders = "export CONFIGURATION_DIRECTORY=%1$s/etc STATE_DIRECTORY=%1$s/var\n";
    return net.shell(folders.formatted(folder) + HELP + script);
  }

  /** The IPv4 addresses of eth0 in order, a blank behind each. */
  String addresses() {
    return shell("ip -o -4 addr show dev eth0 | awk '{print $4}' | sort | tr '\\n' ' '").out();
  }

  /** What takes a state back lives on behind the command, and writes into the folder. */
  @Override
  public void close() {
    Ran.of(
        "bash",
        "-c",
        """
        for i in {1..300}; do
          pids=$(ip netns pids $0) && [[ $pids ]] || break
          kill -9 $pids
          sleep 0.1
        done
        """,
        net.name());
    net.close();
  }
}
