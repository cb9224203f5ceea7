package dev.netalias.cli.print;

import dev.netalias.alias.Alias;
import dev.netalias.cli.print.AliasJson.CountersJson;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.kernel.traffic.Policy.Clause;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of one alias.
 *
 * @param name its name
 * @param address its address
 * @param counters packets and bytes, null where it is not counted
 * @param countersReason why counters can't be read, null where they can
 * @param perSecond packets and bytes in a second, null where nobody watches
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record StatsJson(
    String name,
    String address,
    @Nullable CountersJson counters,
    @Nullable String countersReason,
    @Nullable CountersJson perSecond) {

  /** That of an alias. */
  public static StatsJson of(Alias alias, @Nullable String reason, @Nullable Counters perSecond) {
    return new StatsJson(
        alias.name(),
        alias.address().toString(),
        CountersJson.of(alias.counters()),
        alias.counters() == null ? reason : null,
        CountersJson.of(perSecond));
  }

  /**
   * The policy of one alias.
   *
   * @param name its name
   * @param address its address
   * @param allow what is allowed, a clause each; null where it has no policy
   * @param otherwise {@code drop} or {@code reject}, null where it has no policy
   * @param reason why it can't be read, null where it can
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record OfPolicy(
      String name,
      String address,
      @Nullable List<String> allow,
      @Nullable String otherwise,
      @Nullable String reason) {

    /** That of an alias. */
    public static OfPolicy of(Alias alias, @Nullable Policy policy, String unread) {
      return new OfPolicy(
          alias.name(),
          alias.address().toString(),
          policy == null ? null : policy.clauses().stream().map(Clause::allowed).toList(),
          policy == null ? null : policy.reject() ? "reject" : "drop",
          unread.isEmpty() ? null : unread);
    }
  }
}
