package dev.netalias;

import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.state.Connection;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Connections that a plan would cut.
 *
 * @param cut all of them, the one that the user is logged in by first
 * @param names the names of the aliases that they end at
 * @param described the first few in words
 * @param login whether the first is the one that the user is logged in by
 */
public record Severance(
    List<Connection> cut, Map<Address, String> names, List<String> described, boolean login) {
  /** So many are described. */
  private static final int MOST_DESCRIBED = 3;

  /** Copies the lists. */
  public Severance {
    cut = List.copyOf(cut);
    names = Map.copyOf(names);
    described = List.copyOf(described);
  }

  /** The local addresses that they end at. */
  public Set<Address> addresses() {
    return cut.stream().map(c -> c.local().address()).collect(Collectors.toUnmodifiableSet());
  }

  /** How many, and to whom, in one line. */
  public String text() {
    List<String> all = new ArrayList<>(described);
    if (login) {
      all.set(0, all.getFirst() + ", which is the connection that you are logged in by");
    }
    return "%d %s would be cut: %s"
        .formatted(
            cut.size(),
            cut.size() == 1 ? "established connection" : "established connections",
            listed(all, cut.size()));
  }

  /** Words of the first few of so many. */
  public static String listed(List<String> words, int count) {
    int more = count - words.size();
    return String.join(", ", words) + (more > 0 ? ", and %d more".formatted(more) : "");
  }

  /**
   * The first few of some connections in words, {@code 10.0.0.9:51234 to 10.0.0.5:22 (eth0:1, sshd
   * 812)}.
   *
   * @param names the names of the aliases that they end at
   */
  public static List<String> describe(
      Kernel kernel, List<Connection> some, Map<Address, String> names) {
    List<Connection> first = some.subList(0, Math.min(MOST_DESCRIBED, some.size()));
    Map<Long, String> programs =
        kernel.programs(
            first.stream().map(Connection::socket).filter(s -> s != 0).collect(Collectors.toSet()));
    List<String> words = new ArrayList<>();
    for (Connection c : first) {
      String name = names.getOrDefault(c.local().address(), "");
      String program = programs.getOrDefault(c.socket(), "");
      String who = name + (name.isEmpty() || program.isEmpty() ? "" : ", ") + program;
      words.add(
          "%s to %s%s%s"
              .formatted(
                  c.peer(),
                  c.local(),
                  c.tcp() ? "" : "/udp",
                  who.isEmpty() ? "" : " (" + who + ")"));
    }
    return words;
  }
}
