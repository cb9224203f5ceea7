package dev.netalias.cli.lab.verb;

import dev.netalias.cli.print.Table;
import dev.netalias.embedded.lab.LabHost;

/** {@code host}, {@code use} and {@code on}. */
final class HostVerb {
  private HostVerb() {}

  static int use(Call call) {
    LabHost host = call.scene().host(call.word(1, "HOST"));
    call.most(1);
    call.scene().use(host);
    return 0;
  }

  static int on(Call call) {
    LabHost host = call.scene().host(call.word(1, "HOST"));
    call.word(2, "COMMAND");
    return call.place().run(host, call.behind(2).words());
  }

  static int run(Call call) {
    if (call.size() == 0) {
      Table table = new Table(false, "HOST", "CHAIN");
      for (LabHost host : call.scene().lab().hosts()) {
        String mark = host == call.host() ? " *" : "";
        table.row(null, host.name() + mark, String.join("->", host.net().view().chain()) + "->0");
      }
      table.print(call.out(), -1);
      return 0;
    }
    if (!call.word(1, "").equals("add")) {
      throw call.strange(call.word(1, ""));
    }
    String name = call.word(2, "NAME");
    call.most(2);
    call.scene().addHost(name);
    return 0;
  }
}
