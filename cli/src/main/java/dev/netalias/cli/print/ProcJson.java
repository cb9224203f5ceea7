package dev.netalias.cli.print;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Block;
import dev.netalias.alias.listing.Listings;
import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.List;

/** The listings below {@code /proc/net} as JSON: a row each. */
public final class ProcJson {
  private ProcJson() {}

  /**
   * A row of {@code /proc/net/aliases}.
   *
   * @param device the alias's name
   * @param family its address family
   * @param address its address
   */
  @Json
  public record AliasRow(String device, int family, String address) {}

  /**
   * A row of {@code /proc/net/alias_types}.
   *
   * @param type the address family
   * @param name the type's name
   * @param nAttach how many aliases are of it
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record TypeRow(int type, String name, int nAttach) {}

  /**
   * A row of {@code /proc/net/dev}.
   *
   * @param name the device or alias
   * @param traffic its counters
   */
  @Json
  public record DeviceRow(String name, TrafficJson traffic) {}

  /** The aliases in chain order. */
  public static List<AliasRow> aliases(AliasView view) {
    return view.aliases().stream()
        .map(a ->
            new AliasRow(a.name(), a.address().family(), AliasRows.addressText(view.types(), a)))
        .toList();
  }

  /** The registered types. */
  public static List<TypeRow> types(AliasView view) {
    return view.registeredTypes().stream()
        .map(t -> new TypeRow(t.family(), t.name(), view.attached(t)))
        .toList();
  }

  /** All devices and aliases in chain order. */
  public static List<DeviceRow> devices(AliasView view) {
    List<DeviceRow> rows = new ArrayList<>();
    for (Block block : view.blocks()) {
      rows.add(new DeviceRow(block.main().name(), TrafficJson.of(block.main().traffic())));
      for (Alias alias : block.aliases()) {
        rows.add(new DeviceRow(alias.name(), TrafficJson.of(Listings.trafficOf(alias))));
      }
    }
    return rows;
  }
}
