package dev.netalias.cli.files;

import dev.netalias.alias.Alias;
import dev.netalias.formats.Declared;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.plan.Addresses;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What there is, as a desired state. */
final class Live {
  private Live() {}

  static Desired of(List<Alias> aliases) {
    Map<String, List<DesiredAlias>> byDevice = new LinkedHashMap<>();
    for (Alias alias : aliases) {
      if (!alias.isMoved()) {
        byDevice.computeIfAbsent(alias.main().name(), d -> new ArrayList<>()).add(desired(alias));
      }
    }
    List<DesiredDevice> devices = new ArrayList<>();
    byDevice.forEach((device, all) -> devices.add(DesiredDevice.of(device, all, Place.NOWHERE)));
    return new Desired(devices);
  }

  private static DesiredAlias desired(Alias alias) {
    boolean host = alias.isRoute() && alias.owned().prefix().isHost();
    Addresses address =
        host
            ? new Addresses(alias.address(), 1, OptionalInt.empty())
            : Addresses.of(alias.owned().prefix());
    Address broadcast = alias.owned().broadcast();
    boolean usual =
        broadcast == null || broadcast.equals(Declared.usualBroadcast(alias.owned().prefix()));
    return DesiredAlias.of(alias.tag(), address, Place.NOWHERE)
        .as(alias.realisation())
        .withClosed(alias.isKept())
        .withBroadcast(usual || alias.realisation() != Realisation.LABEL ? null : broadcast);
  }
}
