package dev.netalias.cli.lab;

import dev.netalias.cli.lab.verb.Scene;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.lab.LabHost;
import java.util.List;

/** What there is, by name. */
record Names(Scene scene) {
  List<String> hosts() {
    return scene.lab().hosts().stream().map(LabHost::name).toList();
  }

  List<String> wires() {
    return scene.lab().wires().stream().map(Wire::name).toList();
  }

  /** Devices and aliases of a host. */
  List<String> devices(LabHost host) {
    return host.net().view().chain();
  }
}
