package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Table;
import dev.netalias.embedded.device.Wire;
import dev.netalias.embedded.state.Interface;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.DeviceName;
import java.util.List;

/** {@code link}: registers and unregisters main devices, {@code ip link add} and {@code del}. */
final class LinkVerb {
  private LinkVerb() {}

  static int run(Call call) {
    if (call.size() == 0) {
      list(call);
      return 0;
    }
    String what = call.word(1, "");
    String name = call.word(2, "NAME");
    switch (what) {
      case "add" -> {
        call.most(3);
        if (call.net().view().snapshot().link(name).isPresent()) {
          throw AliasException.conflict(
              "there is a device '" + name + "' already", "link shows the devices");
        }
        Wire wire = call.scene().wire(call.size() < 3 ? Scene.FIRST_WIRE : call.word(3, ""));
        call.host().addLink(new DeviceName(name).text(), wire);
        call.net()
            .run(draft ->
                Sysctl.apply(call, draft, draft.view().snapshot().link(name).orElseThrow()));
      }
      case "del" -> {
        call.most(2);
        if (name.equals("lo")) {
          throw AliasException.conflict("every host keeps its lo", "");
        }
        if (call.net().view().snapshot().link(name).isEmpty()) {
          throw AliasException.notFound(
              "there is no device '" + name + "'", "link shows the devices");
        }
        call.host().removeLink(name);
      }
      default -> throw call.strange(what);
    }
    return 0;
  }

  /** With the lab's lock held. */
  private static String wireOf(Call call, String name) {
    Interface on = call.host().kernel().stack().state().find(name);
    return on != null && on.device().medium() instanceof Wire.Plug plug ? plug.wire().name() : "-";
  }

  private static void list(Call call) {
    Table table = new Table(false, "DEVICE", "WIRE", "STATE", "MTU", "MAC");
    List<Link> links = call.net().view().snapshot().links();
    call.scene()
        .locked(() -> {
          for (Link link : links) {
            String wire = wireOf(call, link.name());
            String state = link.isUp() ? "open" : "closed";
            String mtu = Integer.toString(link.state().mtu());
            table.row(null, link.name(), wire, state, mtu, link.state().mac().toString());
          }
        });
    table.print(call.out(), -1);
  }
}
