package dev.netalias.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh host for each test, and the words that the tests are written in. */
public abstract class Contract {
  protected ContractHost host;
  protected NetAlias net;

  /** A fresh host. */
  protected abstract ContractHost host();

  @BeforeEach
  void freshHost() {
    host = host();
    net = host.net();
  }

  @AfterEach
  void closeHost() {
    if (host != null) {
      host.close();
    }
  }

  // Words of these tests

  protected Snapshot snapshot() {
    return net.kernel().snapshot(EnumSet.of(Part.ADDRESSES, Part.ROUTES, Part.NEIGHBOURS));
  }

  protected Device device(String name) {
    return snapshot().link(name).orElseThrow().device();
  }

  protected void main(String device, String prefix) {
    InterfaceAddress own = InterfaceAddress.of(device(device), Prefix.parse(prefix), device);
    net.run(d -> d.readdressMain(device, own));
  }

  protected void promotes(boolean on) {
    int now =
        Objects.requireNonNull(
            snapshot().link("eth0").orElseThrow().setting(Setting.PROMOTE_SECONDARIES),
            "the kernel tells it");
    int wanted = on ? 1 : 0;
    if (now != wanted) {
      SettingChange change =
          new SettingChange(device("eth0"), Setting.PROMOTE_SECONDARIES, now, wanted);
      net.kernel().commit(Plan.of(change));
    }
  }

  protected static Creation wanted(String name, String address) {
    return Creation.parse(AliasTypes.known(), name, address);
  }

  /** IPv4 addresses of a device with their labels, in the kernel's order. */
  protected List<String> addresses(String device) {
    return snapshot().addressesOf(device(device)).stream()
        .filter(a -> a.local().family() == Address.INET)
        .map(a -> a.prefix() + " " + a.label())
        .toList();
  }

  protected List<String> routes() {
    return snapshot().routes().stream()
        .filter(r -> !r.isKernels() && r.destination().address().family() == Address.INET)
        .map(r -> r.destination() + (r.preferredSource() == null ? "" : " " + r.preferredSource()))
        .sorted()
        .toList();
  }

  protected List<String> connectedRoutes() {
    return snapshot().routes().stream()
        .filter(r -> r.isKernels() && r.destination().address().family() == Address.INET)
        .map(r -> r.destination() + " " + r.preferredSource())
        .sorted()
        .toList();
  }

  protected List<String> chain() {
    return net.view().chain();
  }

  protected void refused(String reason, Consumer<Draft> operations) {
    List<String> before = everything();
    assertThatThrownBy(() -> net.run(operations))
        .isInstanceOf(AliasException.class)
        .hasMessageContaining(reason);
    assertThat(everything()).isEqualTo(before);
  }

  protected List<String> everything() {
    List<String> all = new ArrayList<>(chain());
    all.addAll(addresses("eth0"));
    all.addAll(routes());
    all.addAll(connectedRoutes());
    snapshot().registry().entries().forEach(e -> all.add(e.toString()));
    return all;
  }

  protected List<String> neighbours() {
    return snapshot().neighbours().stream()
        .filter(n -> n.address().family() == Address.INET && n.state() == Neighbour.PERMANENT)
        .map(n -> n.address().toString())
        .sorted()
        .toList();
  }
}
