package dev.netalias.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.NetAlias;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.MemoryKernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OpeningsTest {
  private final MemoryKernel kernel = new MemoryKernel(false);
  private final NetAlias net = NetAlias.over(kernel);

  OpeningsTest() {
    kernel.ethernet("eth0");
    kernel.ethernet("eth1");
  }

  private Openings openings(Consumer<Draft> operations) {
    return openings(operations, 1000);
  }

  private Openings openings(Consumer<Draft> operations, int most) {
    EnumSet<Part> parts = EnumSet.of(Part.ADDRESSES, Part.ALIAS_ROUTES);
    return Openings.of(net.plan(operations), kernel.snapshot(parts), most);
  }

  private static Creation wanted(Draft draft, String name, String address) {
    return Creation.parse(draft.view().types(), name, address);
  }

  private static List<String> texts(List<Target> targets) {
    return targets.stream().map(t -> t.device() + " " + t.address()).toList();
  }

  private static String run(List<Target> targets) {
    return String.join(", ", texts(targets));
  }

  @Test
  void whatIsAddedIsAskedForAndToldOf() {
    Openings added =
        openings(d -> {
          d.create(wanted(d, "eth0:0", "10.0.0.1/24"));
          d.create(wanted(d, "eth0:1", "2001:db8::1/64"));
          d.create(wanted(d, "eth1", "10.0.1.1").as(Realisation.ROUTE), 3);
          d.create(wanted(d, "eth0:c", "10.0.0.9/24").withClosed(true));
        });
    assertThat(run(added.asked()))
        .isEqualTo("eth0 10.0.0.1, eth1 10.0.1.1, eth1 10.0.1.2, eth1 10.0.1.3");
    assertThat(run(added.detected())).isEqualTo("eth0 2001:db8::1");
    assertThat(added.told()).hasSize(5);
  }

  @Test
  void aRouteOfIpv6IsAskedForAsTheKernelDoesNot() {
    Openings added =
        openings(d -> d.create(wanted(d, "eth0:1", "2001:db8::1").as(Realisation.ROUTE)));
    assertThat(run(added.asked())).isEqualTo("eth0 2001:db8::1");
    assertThat(added.detected()).isEmpty();
  }

  @Test
  void aClosedAliasThatOpensIsAskedFor() {
    net.add("eth0:0", "10.0.0.1/24");
    assertThat(openings(d -> d.close(d.alias("eth0:0", null))).told()).isEmpty();
    net.close("eth0:0");
    Openings opened = openings(d -> d.open(d.alias("eth0:0", null)));
    assertThat(run(opened.asked())).isEqualTo("eth0 10.0.0.1");
  }

  @Test
  void whatStaysOnThisHostIsNotAskedFor() {
    net.add("eth0:0", "10.0.0.1/24");
    Openings renamed =
        openings(d -> {
          d.delete(d.alias("eth0:0"));
          d.create(wanted(d, "eth0:7", "10.0.0.1").as(Realisation.ROUTE));
        });
    assertThat(renamed.asked()).isEmpty();
    assertThat(renamed.told()).as("its neighbours know the MAC address").isEmpty();
    Openings moved =
        openings(d -> {
          d.delete(d.alias("eth0:0"));
          d.create(wanted(d, "eth1:0", "10.0.0.1/24"));
        });
    assertThat(moved.asked()).isEmpty();
    assertThat(run(moved.told())).as("they know another").isEqualTo("eth1 10.0.0.1");
  }

  @Test
  void readdressedIsAskedForItsNewAddressAlone() {
    net.add("eth0:0", "10.0.0.1/24");
    net.add("eth0:1", "10.0.0.2/24");
    Openings set =
        openings(
            d -> d.readdress(d.alias("eth0:0"), new Prefix(Address.parse("10.0.0.9"), 24), null));
    assertThat(run(set.asked())).isEqualTo("eth0 10.0.0.9");
  }

  @Test
  void ofMoreThanCanBeAskedForNoneIs() {
    Openings many =
        openings(d -> d.create(wanted(d, "eth0", "10.1.0.0").as(Realisation.ROUTE), 700), 300);
    assertThat(many.leftOut()).contains("addresses: more than 300 open at once");
    assertThat(many.asked()).isEmpty();
    assertThat(many.told()).isEmpty();
    assertThat(openings(d -> d.create(wanted(d, "eth0", "10.1.0.0/24"), 200)).leftOut()).isEmpty();
  }

  @Test
  void aPrefixOfMoreThanCanBeAskedForIsLeftOutAndNothingElse() {
    Openings mixed =
        openings(d -> {
          Creation whole = wanted(d, "eth0", "2001:db8::/64").as(Realisation.ROUTE);
          d.create(whole);
          d.create(wanted(d, "eth0", "10.1.0.1/24"));
        });
    assertThat(mixed.leftOut()).hasValueSatisfying(t -> assertThat(t).startsWith("2001:db8::/64:"));
    assertThat(run(mixed.asked())).isEqualTo("eth0 10.1.0.1");
    assertThat(run(mixed.told())).isEqualTo("eth0 10.1.0.1");
  }
}
