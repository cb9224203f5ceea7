package dev.netalias.cli.print;

import dev.netalias.plan.Difference;
import dev.netalias.plan.Place;
import io.avaje.jsonb.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it is desired, as JSON.
 *
 * @param kind {@code missing}, {@code changed}, {@code surplus} or {@code no_device}
 * @param device the main device
 * @param name the alias, null where it has no name yet
 * @param address the address or addresses
 * @param detail what is not as desired, in words
 * @param place where it is said, {@code FILE:LINE:COLUMN}; null where nothing is said of it
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record DifferenceJson(
    String kind,
    String device,
    @Nullable String name,
    @Nullable String address,
    String detail,
    @Nullable String place) {

  /** One difference. */
  public static DifferenceJson of(Difference d) {
    return new DifferenceJson(
        d.kind().name().toLowerCase(Locale.ROOT),
        d.device(),
        d.name().isEmpty() ? null : d.name(),
        d.address().isEmpty() ? null : d.address(),
        d.detail(),
        d.place().equals(Place.NOWHERE) ? null : d.place().toString());
  }
}
