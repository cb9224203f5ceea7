package dev.netalias.endtoend;

import dev.netalias.testkit.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace with {@code lo} and {@code eth0}, both open; the other end of {@code eth0}'s
 * cable is {@code peer}, in a namespace of its own. Removed when it is closed.
 */
final class Namespace implements AutoCloseable {
  static final Path NETALIAS = Path.of("../netalias").toAbsolutePath().normalize();

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name =
      "nacli-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

  Namespace() {
    Ran.of(
            "sh",
            "-ec",
            """
            ip netns add $0
            ip netns add $0-peer
            ip -n $0 link set lo up
            ip -n $0 link add eth0 type veth peer name peer netns $0-peer
            ip -n $0 link set eth0 addrgenmode none
            ip -n $0 link set eth0 up
            ip -n $0-peer link set peer up
            """,
            name)
        .orFail();
  }

  String name() {
    return name;
  }

  /** Runs netalias in it, words with blanks between them. */
  Ran netalias(String words) {
    List<String> command = new ArrayList<>(List.of(NETALIAS.toString()));
    command.addAll(List.of(words.split(" ")));
    return run(command);
  }

  /** Runs a shell script in it; {@code $netalias} is the command. */
  Ran shell(String script) {
    return run(List.of("bash", "-c", script));
  }

  private Ran run(List<String> command) {
    return Ran.in(Path.of("."), Map.of("netalias", NETALIAS.toString()), inside(command));
  }

  /** Starts a shell script in it that is not waited for; what it prints goes nowhere. */
  Process start(String script) throws java.io.IOException {
    ProcessBuilder builder = new ProcessBuilder(inside(List.of("bash", "-c", script)));
    builder.environment().put("netalias", NETALIAS.toString());
    return builder.start();
  }

  private List<String> inside(List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(command);
    return all;
  }

  @Override
  public void close() {
    Ran.of("sh", "-c", "ip netns del $0; ip netns del $0-peer", name);
  }
}
