package dev.netalias;

import dev.netalias.kernel.state.Connection;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Connections that a plan would cut.
 *
 * @param cut all of them, the one that the user is logged in by first
 * @param described the first few in words: {@code 10.0.0.9:51234 to 10.0.0.5:22 (eth0:1, sshd 812)}
 * @param login whether the first is the one that the user is logged in by
 */
public record Severance(List<Connection> cut, List<String> described, boolean login) {
  /** So many are described. */
  static final int MOST_DESCRIBED = 3;

  /** Copies the lists. */
  public Severance {
    cut = List.copyOf(cut);
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
    int more = cut.size() - described.size();
    String tail = more > 0 ? ", and %d more".formatted(more) : "";
    return "%d %s would be cut: %s%s"
        .formatted(
            cut.size(),
            cut.size() == 1 ? "established connection" : "established connections",
            String.join(", ", all),
            tail);
  }
}
