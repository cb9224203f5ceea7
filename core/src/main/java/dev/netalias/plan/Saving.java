package dev.netalias.plan;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasType;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.kernel.state.Stacking;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Aliases that are there, as a desired state says them: those that follow each other as a range.
 */
public final class Saving {
  private static final Set<String> COMMON_MODES = Set.copyOf(OwnDevice.MODES);

  private final AliasTypes types;
  private final Map<String, List<DesiredAlias>> devices = new LinkedHashMap<>();

  /** Nothing yet. */
  public Saving(AliasTypes types) {
    this.types = types;
  }

  /** Adds one, which becomes part of a range where it follows the one before. */
  public void add(String device, DesiredAlias next) {
    List<DesiredAlias> all = devices.computeIfAbsent(device, name -> new ArrayList<>());
    DesiredAlias last = all.isEmpty() ? null : all.getLast();
    if (last != null && last.isFollowedBy(next)) {
      all.set(all.size() - 1, last.and(next));
    } else {
      all.add(next);
    }
  }

  /** One alias, with its name. */
  public DesiredAlias desired(Alias alias) {
    boolean host = alias.isRoute() && alias.owned().prefix().isHost();
    Addresses addresses =
        new Addresses(
            alias.address(), 1, host ? OptionalInt.empty() : OptionalInt.of(alias.prefixLength()));
    DesiredAlias desired =
        DesiredAlias.of(alias.tag(), addresses, Place.NOWHERE)
            .withClosed(alias.isKept())
            .withBroadcast(unusualBroadcast(alias));
    Link device = alias.device();
    return device != null ? desired.withDevice(own(device)) : desired.as(alias.realisation());
  }

  private @Nullable Address unusualBroadcast(Alias alias) {
    Address broadcast = alias.owned().broadcast();
    Address usual =
        types
            .ofFamily(alias.address().family())
            .flatMap((AliasType type) -> type.broadcast(alias.address(), alias.prefixLength()))
            .orElse(null);
    return broadcast == null || broadcast.equals(usual) ? null : broadcast;
  }

  private static OwnDevice own(Link device) {
    Stacking stacking = device.stacking();
    String mode = stacking == null ? OwnDevice.MODES.getFirst() : stacking.mode();
    boolean macvlan = device.kind().equals(StackedDevice.Type.MACVLAN);
    return new OwnDevice(
        new StackedDevice.Type(device.kind(), COMMON_MODES.contains(mode) ? mode : "bridge"),
        macvlan ? device.state().mac() : Mac.NONE);
  }

  /** What was added, by device. */
  public Map<String, List<DesiredAlias>> devices() {
    return devices;
  }
}
