package dev.netalias;

import dev.netalias.alias.AliasException;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Connection;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a plan from cutting connections that nobody knows of: where it takes a local address away
 * that established connections have, or closes their device, somebody has to consent first.
 */
public final class Guard implements Step {
  private final Kernel kernel;
  private final Consent consent;
  private final Supplier<@Nullable Connection> login;
  private final Set<Address> agreed = new HashSet<>();

  /** Says what is to be done about connections that would be cut. */
  @FunctionalInterface
  public interface Consent {
    /** Refuses. */
    Consent REFUSING =
        severance -> {
          throw refusal(severance);
        };

    /**
     * What is to be done before the plan may be committed; when that is done without an exception,
     * whatever connections those addresses still have are cut.
     *
     * @throws AliasException where they may not be cut
     */
    Runnable about(Severance severance);
  }

  /**
   * A guard of a kernel's connections.
   *
   * @param login tells the connection that the user is logged in by, null where that is not known
   */
  public Guard(Kernel kernel, Consent consent, Supplier<@Nullable Connection> login) {
    this.kernel = kernel;
    this.consent = consent;
    this.login = login;
  }

  /** A refusal to cut connections. */
  public static AliasException refusal(Severance severance) {
    return AliasException.conflict(
        severance.text(), "--force cuts them; del and close can wait for them: --drain SECONDS");
  }

  @Override
  public Optional<Runnable> before(Plan plan, Snapshot now) {
    if (!Going.mayCut(plan)) {
      return Optional.empty();
    }
    List<Connection> all = kernel.connections();
    Going going = new Going(plan, now, all);
    List<Connection> cut = new ArrayList<>();
    for (Connection connection : all) {
      if (!agreed.contains(connection.local().address()) && going.cuts(connection)) {
        cut.add(connection);
      }
    }
    if (cut.isEmpty()) {
      return Optional.empty();
    }
    Severance severance = described(cut, going);
    Runnable first = consent.about(severance);
    return Optional.of(() -> {
      first.run();
      agreed.addAll(severance.addresses());
    });
  }

  private Severance described(List<Connection> cut, Going going) {
    Connection known = login.get();
    int own = -1;
    for (int i = 0; i < cut.size() && own < 0; i++) {
      own = known != null && cut.get(i).isSameAs(known) ? i : -1;
    }
    if (own > 0) {
      cut.addFirst(cut.remove(own));
    }
    Map<Address, String> names = new HashMap<>();
    for (Connection c : cut) {
      names.computeIfAbsent(c.local().address(), going::name);
    }
    List<String> words = Severance.describe(kernel, cut, names);
    return new Severance(cut, names, words, own >= 0);
  }
}
