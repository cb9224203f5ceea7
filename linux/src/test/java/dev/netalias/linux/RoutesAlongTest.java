package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.AddressList;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Rules;
import dev.netalias.kernel.state.Setting;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoutesAlongTest {
  private static final Device ETH0 = new Device(2, "eth0");

  private static InterfaceAddress address(String prefix) {
    return InterfaceAddress.of(ETH0, Prefix.parse(prefix), "eth0");
  }

  private static Change removal(String prefix) {
    return AddressChange.remove(address(prefix));
  }

  private static boolean go(List<String> addresses, Change... changes) {
    AddressList held = new AddressList(addresses.stream().map(RoutesAlongTest::address).toList());
    Snapshot before =
        new Snapshot(
            Set.of(),
            List.of(),
            held.inOrder(),
            List.of(),
            List.of(),
            Rules.NONE,
            Map.of(),
            Map.of(),
            Registry.EMPTY);
    return new RoutesAlong(before).goWith(List.of(changes));
  }

  @Test
  void theyGoWithTheLastAddressOfTheirDevice() {
    List<String> two = List.of("10.0.0.1/24", "10.0.1.1/24");
    assertThat(go(two, removal("10.0.1.1/24"))).isFalse();
    assertThat(go(two, removal("10.0.1.1/24"), removal("10.0.0.1/24"))).isTrue();
  }

  @Test
  void theyGoWhereThereIsNoAddressForAMomentOnly() {
    Change next = AddressChange.add(address("10.0.2.1/24"));
    List<String> one = List.of("10.0.0.1/24");
    assertThat(go(one, removal("10.0.0.1/24"), next)).isTrue();
    assertThat(go(one, next, removal("10.0.0.1/24"))).isFalse();
  }

  @Test
  void theyGoWithAPrimaryWhoseSecondariesGoAlongUnlessOneIsPromoted() {
    List<String> two = List.of("10.0.0.1/24", "10.0.0.2/24");
    Change promote = new SettingChange(ETH0, Setting.PROMOTE_SECONDARIES, 0, 1);
    assertThat(go(two, removal("10.0.0.1/24"))).isTrue();
    assertThat(go(two, promote, removal("10.0.0.1/24"))).isFalse();
  }

  @Test
  void theyStayWithIpv6AddressesAndGoWithADeviceThatIsClosed() {
    assertThat(go(List.of(), removal("2001:db8::1/64"))).isFalse();
    LinkState open = new LinkState(Link.UP, 1500, 1000, Mac.parse("02:00:00:00:00:01"));
    LinkState closed = open.withFlag(Link.UP, false);
    assertThat(go(List.of(), new LinkChange(ETH0, open, closed))).isTrue();
    assertThat(Stream.of(closed.withMtu(1400), open))
        .noneMatch(next -> go(List.of(), new LinkChange(ETH0, closed, next)));
  }
}
