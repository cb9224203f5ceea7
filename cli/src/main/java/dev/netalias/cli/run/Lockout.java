package dev.netalias.cli.run;

import dev.netalias.Step;
import dev.netalias.alias.AliasException;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.traffic.Match.Transport;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps policies from shutting out who is logged in here by SSH: that connection stands, and there
 * would never be another.
 */
public final class Lockout implements Step {
  private final Supplier<List<Login>> logins;

  /**
   * One for the plans of a command.
   *
   * @param logins tells who is logged in; asked only where a policy comes
   */
  Lockout(Supplier<List<Login>> logins) {
    this.logins = logins;
  }

  @Override
  public Optional<Runnable> before(Plan plan, Snapshot now) {
    Map<Prefix, Policy> were = new HashMap<>();
    Map<Prefix, Policed> come = new LinkedHashMap<>();
    for (Change change : plan.changes()) {
      if (change instanceof TrafficChange.OfPolicies policies) {
        policies
            .before()
            .forEach(p -> {
              were.putIfAbsent(p.prefix(), p.policy());
              come.remove(p.prefix());
            });
        policies.after().forEach(p -> come.put(p.prefix(), p));
      }
    }
    come.values().removeIf(p -> p.policy().equals(were.get(p.prefix())));
    come.values().forEach(policed -> check(logins.get(), policed));
    return Optional.empty();
  }

  /**
   * Refuses a policy that would shut one of them out.
   *
   * @throws AliasException where it would
   */
  public static void check(List<Login> logins, Policed policed) {
    for (Login login : logins) {
      Connection.End own = login.connection().local();
      Address client = login.connection().peer().address();
      if (policed.prefix().contains(own.address())
          && !policed.policy().allows(Transport.TCP, own.port(), client)) {
        throw AliasException.conflict(
            "that would shut out %s, from where %s connected to %s by SSH"
                .formatted(client, login.own() ? "you are" : "somebody is", policed.name()),
            "allow tcp/%d from %s too, or say --force".formatted(own.port(), client));
      }
    }
  }
}
