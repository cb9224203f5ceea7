package dev.netalias.cli.print;

import dev.netalias.probe.Target;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What comes of speaking with neighbours, as JSON. */
public final class NeighbourJson {
  private NeighbourJson() {}

  /**
   * What came of asking neighbours for addresses, as JSON; the keys are a contract.
   *
   * @param asked of how many addresses it tells
   * @param inUse how many of them somebody else has
   * @param free how many of them nobody has
   * @param addresses each of them, or of many those that are in use
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Probed(int asked, int inUse, int free, List<Row> addresses) {
    /**
     * One address.
     *
     * @param address the address
     * @param device the device on whose link it was asked for
     * @param state {@code free}, {@code in_use}, {@code own} (this host has it) or {@code unknown}
     * @param mac who has it, null where nobody else has
     * @param vendor who made that, null where that is not known
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record Row(
        String address,
        String device,
        String state,
        @Nullable String mac,
        @Nullable String vendor) {}
  }

  /**
   * Addresses that neighbours were told of, as JSON; the keys are a contract.
   *
   * @param announced each of them
   */
  @Json
  public record Announced(List<Told> announced) {
    /**
     * One address.
     *
     * @param name the alias, or the device, whose it is
     * @param address the address
     * @param device the device on whose link it was told
     */
    @Json
    public record Told(String name, String address, String device) {}

    /** Some addresses, with the names that they have. */
    public static Announced of(Map<Target, String> named) {
      return new Announced(
          named.entrySet().stream()
              .map(e ->
                  new Told(
                      e.getValue(), e.getKey().address().toString(), e.getKey().device().name()))
              .toList());
    }
  }
}
