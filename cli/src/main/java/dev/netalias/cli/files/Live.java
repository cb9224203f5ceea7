package dev.netalias.cli.files;

import dev.netalias.NetAlias;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Counting;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Prefix;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Manner;
import dev.netalias.plan.Place;
import dev.netalias.plan.Saving;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is, as a desired state: gateways and policies too, so that they can be told of. */
final class Live {
  private final AliasView view;
  private final Saving saving = new Saving(AliasTypes.known());
  private final Map<Prefix, Policy> policies = new HashMap<>();

  private Live(AliasView view) {
    this.view = view;
  }

  static Desired of(NetAlias netAlias) {
    Live live = new Live(netAlias.view());
    List<Alias> aliases = live.view.aliases();
    List<Prefix> prefixes = aliases.stream().map(Counting::of).toList();
    for (Policed each : netAlias.kernel().traffic(Counted.of(prefixes)).policed()) {
      live.policies.put(each.prefix(), each.policy());
    }
    return live.desired(aliases);
  }

  private Desired desired(List<Alias> aliases) {
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

  private DesiredAlias desired(Alias alias) {
    return saving.desired(alias).with(manner(alias));
  }

  private Manner manner(Alias alias) {
    return Manner.leaving(view.egress(alias)).letting(policies.get(Counting.of(alias)));
  }
}
