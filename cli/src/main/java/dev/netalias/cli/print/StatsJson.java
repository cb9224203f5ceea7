package dev.netalias.cli.print;

import dev.netalias.alias.Alias;
import dev.netalias.cli.print.AliasJson.CountersJson;
import dev.netalias.kernel.state.Counters;
import io.avaje.jsonb.Json;
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
}
