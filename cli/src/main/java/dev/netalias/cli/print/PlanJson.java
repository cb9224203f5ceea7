package dev.netalias.cli.print;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.TrafficChange;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan as JSON.
 *
 * @param dryRun whether nothing of it was done
 * @param changes in their order
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record PlanJson(boolean dryRun, List<ChangeJson> changes) {

  /** A plan. */
  public static PlanJson of(Plan plan, boolean dryRun) {
    return new PlanJson(dryRun, plan.changes().stream().flatMap(ChangeJson::of).toList());
  }

  /**
   * One change.
   *
   * @param action {@code add}, {@code remove} or {@code change}
   * @param what what is changed: {@code address}, {@code route} and so on
   * @param command the shell command that does the same
   */
  @Json
  public record ChangeJson(String action, String what, String command) {
    static Stream<ChangeJson> of(Change change) {
      String action = change.isAddition() ? "add" : change.isRemoval() ? "remove" : "change";
      return change.commands().map(command -> new ChangeJson(action, what(change), command));
    }

    private static String what(Change change) {
      return switch (change) {
        case AddressChange a -> "address";
        case AddressesChange a -> "address";
        case EntryChange e -> "entry";
        case ElsewhereChange e -> what(e.change());
        case LinkChange l -> "device";
        case MoveChange m -> "device";
        case DeviceChange d -> "device";
        case NeighbourChange n -> "neighbour";
        case RouteChange r -> "route";
        case RoutesChange r -> "route";
        case RuleChange r -> "rule";
        case SettingChange s -> "setting";
        case TrafficChange.OfTable t -> "table";
        case TrafficChange.OfCounters c -> "counters";
        case TrafficChange.OfPolicies p -> "policy";
        case TrafficChange.OfDrain d -> "policy";
      };
    }
  }

  /**
   * How a command that was cut off was brought to an end.
   *
   * @param found whether one was found
   * @param dryRun whether nothing was done
   * @param end {@code undone}, {@code finished} or {@code kept}
   * @param command the command line that was cut off, null where none was found
   * @param user whose it was
   * @param process the number of its process
   * @param begun when it was begun, as RFC 3339 has it
   * @param total how many things it is about
   * @param done how many of them were done
   * @param changes what was done now
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record RecoveryJson(
      boolean found,
      boolean dryRun,
      String end,
      @Nullable String command,
      @Nullable String user,
      @Nullable Long process,
      @Nullable String begun,
      int total,
      int done,
      List<ChangeJson> changes) {}
}
