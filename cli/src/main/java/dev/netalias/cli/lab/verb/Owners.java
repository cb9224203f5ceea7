package dev.netalias.cli.lab.verb;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasView;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;

/** Which of the devices, aliases among them, a route or a neighbour entry belongs to. */
final class Owners {
  private final AliasView view;

  Owners(AliasView view) {
    this.view = view;
  }

  /** A route that has an alias's address as source is the alias's, where the kernel made it not. */
  String of(Route route) {
    Device device = route.device();
    if (device == null) {
      return "*";
    }
    for (Alias alias : view.aliases()) {
      boolean through = alias.address().equals(route.preferredSource()) && !route.isKernels();
      if (through && alias.main().device().index() == device.index()) {
        return alias.name();
      }
    }
    return device.name();
  }

  /** A neighbour that only an alias's subnet covers is the alias's. */
  String of(Neighbour neighbour) {
    Device device = neighbour.device();
    String found = device.name();
    for (InterfaceAddress own : view.snapshot().addressesOf(device)) {
      if (own.subnet().contains(neighbour.address())) {
        String name = owner(own);
        if (name.equals(device.name())) {
          return name;
        }
        found = found.equals(device.name()) ? name : found;
      }
    }
    return found;
  }

  private String owner(InterfaceAddress own) {
    return view.aliases().stream()
        .filter(a -> a.main().device().index() == own.device().index() && !a.isKept())
        .filter(a -> a.address().equals(own.local()))
        .map(Alias::name)
        .findFirst()
        .orElse(own.device().name());
  }
}
