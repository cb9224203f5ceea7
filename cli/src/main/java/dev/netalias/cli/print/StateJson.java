package dev.netalias.cli.print;

import dev.netalias.plan.Difference;
import dev.netalias.plan.Place;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the commands of the desired state say, as JSON. */
public final class StateJson {
  private StateJson() {}

  /**
   * One thing that is not as it is desired.
   *
   * @param kind {@code missing}, {@code changed}, {@code surplus} or {@code no_device}
   * @param device the main device
   * @param name the alias, null where it has no name yet
   * @param address the address or addresses
   * @param detail what is not as desired, in words
   * @param place where it is said, {@code FILE:LINE:COLUMN}; null where nothing is said of it
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Differs(
      String kind,
      String device,
      @Nullable String name,
      @Nullable String address,
      String detail,
      @Nullable String place) {

    /** One difference. */
    public static Differs of(Difference d) {
      return new Differs(
          d.kind().name().toLowerCase(Locale.ROOT),
          d.device(),
          d.name().isEmpty() ? null : d.name(),
          d.address().isEmpty() ? null : d.address(),
          d.detail(),
          d.place().equals(Place.NOWHERE) ? null : d.place().toString());
    }
  }

  /**
   * What came into the desired state, or out of it.
   *
   * @param dryRun whether nothing of it was done
   * @param changes each in words
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Edited(boolean dryRun, List<String> changes) {}

  /**
   * A state that was applied.
   *
   * @param number its number, from 1
   * @param when when it was applied, ISO 8601
   * @param who who applied it
   * @param what by which command
   * @param changes how many changes that took
   * @param current whether it is the last one
   * @param confirmed false while it may still be taken back by itself
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Applied(
      int number,
      String when,
      String who,
      String what,
      int changes,
      boolean current,
      boolean confirmed) {}
}
