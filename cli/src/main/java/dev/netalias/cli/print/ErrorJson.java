package dev.netalias.cli.print;

import dev.netalias.net.Mac;
import dev.netalias.probe.Conflict;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An error as JSON.
 *
 * @param error what it is
 */
@Json
public record ErrorJson(Body error) {
  /**
   * What it is.
   *
   * @param kind a word for it
   * @param message what was refused, and why
   * @param hint what to do about it
   */
  @Json
  public record Body(String kind, String message, String hint) {}

  /**
   * Something to know that is no error.
   *
   * @param warning what it is
   */
  @Json
  public record Warning(Body warning) {}

  /**
   * The error that addresses are in use.
   *
   * @param error what it is
   */
  @Json
  public record InUse(InUseBody error) {}

  /**
   * What it is, with the addresses.
   *
   * @param kind a word for it
   * @param message what was refused, and why
   * @param hint what to do about it
   * @param conflicts all addresses that are in use
   */
  @Json
  public record InUseBody(String kind, String message, String hint, List<Holder> conflicts) {}

  /**
   * Who has an address.
   *
   * @param address the address
   * @param device the device on whose link it is in use
   * @param mac who has it, null where that is not known
   * @param vendor who made that, null where that is not known
   */
  @Json
  public record Holder(
      String address, String device, @Nullable String mac, @Nullable String vendor) {
    /** Those of some addresses. */
    public static List<Holder> all(
        List<Conflict> conflicts, Function<Mac, Optional<String>> vendors) {
      return conflicts.stream().map(conflict -> of(conflict, vendors)).toList();
    }

    private static Holder of(Conflict conflict, Function<Mac, Optional<String>> vendors) {
      Mac mac = conflict.mac();
      return new Holder(
          conflict.target().address().toString(),
          conflict.target().device().name(),
          mac == null ? null : mac.toString(),
          mac == null ? null : vendors.apply(mac).orElse(null));
    }
  }
}
