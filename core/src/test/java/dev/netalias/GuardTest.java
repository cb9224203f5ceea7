package dev.netalias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.MemoryKernel;
import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.Connection.End;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardTest {
  private final MemoryKernel kernel = new MemoryKernel(false);
  private final NetAlias net = NetAlias.over(kernel);
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void ethernet() {
    kernel.ethernet("eth0");
    kernel.ethernet("eth1");
  }

  private static Connection to(String local, int port) {
    return new Connection(
        true, new End(Address.parse(local), port), new End(Address.parse("10.9.9.9"), 1234), 0);
  }

  private void connect(String... locals) {
    for (String local : locals) {
      kernel.connections.add(to(local, 22));
    }
  }

  /** What would be cut, as it was asked; then it is done. */
  private List<String> cut(Consumer<Draft> operations) {
    asked.clear();
    Guard guard =
        new Guard(kernel, severance -> () -> asked.add(severance.text()), () -> to("10.0.0.5", 23));
    net.run(operations, Conduct.PLAIN.with(guard));
    return asked;
  }

  @Test
  void theLibraryRefusesToCutConnectionsAndRunDoesWhatItIsTold() {
    net.add("eth0:0", "10.0.0.5/24");
    connect("10.0.0.5", "10.0.0.6");
    List<Runnable> cutting =
        List.of(
            () -> net.remove("eth0:0"),
            () -> net.close("eth0:0"),
            () -> net.set("eth0:0", "10.0.0.6/24"));
    for (Runnable cut : cutting) {
      assertThatThrownBy(cut::run)
          .isInstanceOfSatisfying(
              AliasException.class,
              e -> assertThat(e.kind()).isEqualTo(AliasException.Kind.CONFLICT))
          .hasMessage(
              "1 established connection would be cut: 10.9.9.9:1234 to 10.0.0.5:22 (eth0:0)");
    }
    assertThat(net.show("eth0:0").isOpen()).isTrue();
    net.run(d -> d.delete(d.alias("eth0:0")));
    assertThat(net.list()).isEmpty();
  }

  @Test
  void anAddressThatGoesAndComesBackCutsNothing() {
    InterfaceAddress own =
        InterfaceAddress.of(
            net.view().snapshot().link("eth0").orElseThrow().device(),
            Prefix.parse("10.0.0.1/24"),
            "eth0");
    net.run(d -> d.readdressMain("eth0", own));
    net.add("eth0:0", "10.0.0.5/24");
    net.add("eth0:1", "10.0.0.6/24");
    connect("10.0.0.5", "10.0.0.6");
    InterfaceAddress other = InterfaceAddress.of(own.device(), Prefix.parse("10.0.0.9/24"), "eth0");
    assertThat(cut(d -> d.readdressMain("eth0", other))).isEmpty();
    assertThat(
            cut(d ->
                d.addAddress(
                    "eth1", InterfaceAddress.of(own.device(), Prefix.parse("10.1.0.1/24"), "x"))))
        .isEmpty();
    connect("10.0.0.9");
    assertThat(cut(d -> d.readdressMain("eth0", own)))
        .containsExactly(
            "1 established connection would be cut: 10.9.9.9:1234 to 10.0.0.9:22 (eth0)");
  }

  @Test
  void anAddressThatIsOnAnotherDeviceTooIsNotGone() {
    net.add("eth0:0", "10.0.0.5/24");
    net.run(d ->
        d.create(Creation.parse(AliasTypes.known(), "eth1:0", "10.0.0.5/24").withDuplicate(true)));
    connect("10.0.0.5");
    assertThat(cut(d -> d.delete(d.alias("eth0:0")))).isEmpty();
    assertThat(cut(d -> d.delete(d.alias("eth1:0")))).hasSize(1);
  }

  @Test
  void localRoutesAreLookedAtByAddressAndWholePrefixesByWhatLiesInThem() {
    net.run(d -> {
      Creation first = Creation.parse(AliasTypes.known(), "eth0", "10.1.0.0");
      d.create(first.as(Realisation.ROUTE), 1000);
      d.create(Creation.parse(AliasTypes.known(), "eth0:w", "10.2.0.0/16").as(Realisation.ROUTE));
    });
    connect("10.1.0.77", "10.2.3.4", "10.3.0.1");
    assertThat(cut(d -> d.close(d.alias("eth0:77"))))
        .containsExactly(
            "1 established connection would be cut: 10.9.9.9:1234 to 10.1.0.77:22 (eth0:77)");
    assertThat(cut(d -> d.open(d.alias("eth0:77")))).isEmpty();
    assertThat(cut(d -> d.deleteAll("eth0"))).hasSize(1);
    assertThat(asked.getFirst())
        .startsWith("2 established connections would be cut: ")
        .contains("10.1.0.77:22 (eth0:77)", "10.2.3.4:22");
  }

  @Test
  void closingADeviceCutsWhatItsOwnAddressesHave() {
    InterfaceAddress own =
        InterfaceAddress.of(
            net.view().snapshot().link("eth0").orElseThrow().device(),
            Prefix.parse("10.0.0.1/24"),
            "eth0");
    net.run(d -> d.readdressMain("eth0", own));
    connect("10.0.0.1");
    assertThat(cut(d -> d.closeMain("eth0"))).hasSize(1);
    assertThat(cut(d -> d.openMain("eth0"))).isEmpty();
  }

  @Test
  void theConnectionThatOneIsLoggedInByComesFirst() {
    net.add("eth0:0", "10.0.0.5/24");
    connect("10.0.0.5", "10.0.0.5", "10.0.0.5", "10.0.0.5");
    kernel.connections.add(to("10.0.0.5", 23));
    assertThat(cut(d -> d.delete(d.alias("eth0:0"))))
        .containsExactly(
            "5 established connections would be cut: 10.9.9.9:1234 to 10.0.0.5:23 (eth0:0), which"
                + " is the connection that you are logged in by, 10.9.9.9:1234 to 10.0.0.5:22"
                + " (eth0:0), 10.9.9.9:1234 to 10.0.0.5:22 (eth0:0), and 2 more");
  }
}
