package dev.netalias.alias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.NetAlias;
import dev.netalias.alias.InetType.ClassicPrefix;
import dev.netalias.alias.listing.Listings;
import dev.netalias.kernel.MemoryKernel;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingsTest {
  private final MemoryKernel kernel = new MemoryKernel(false);
  private final NetAlias net = NetAlias.over(kernel);

  ListingsTest() {
    kernel.ethernet("eth0");
  }

  @Test
  void aliasesAreRecordsOf64Bytes() {
    net.add("eth0:0", "172.16.3.10/24");
    net.add("eth0:" + "l".repeat(50), "2001:db8:1111:2222:3333:4444:5555:6666/64");
    net.close("eth0:0");
    byte[] listing = Listings.aliases(net.view()).getBytes(StandardCharsets.US_ASCII);
    assertThat(listing).hasSize(3 * 64);
    List<String> rows = Listings.aliases(net.view()).lines().toList();
    assertThat(rows.get(0)).isEqualTo("%-63s", "device           family address");
    assertThat(rows.get(1)).isEqualTo("%-63s", "eth0:0           2      172.16.3.10");
    assertThat(rows).allMatch(r -> r.length() == 63);
  }

  @Test
  void aliasTypesHaveRowsOf32BytesBelowAHeadingOf33() {
    assertThat(Listings.aliasTypes(net.view())).isEqualTo("type    name            n_attach\n");
    net.add("eth0", "172.16.3.10/24");
    net.add("eth0", "172.16.3.11/24");
    assertThat(Listings.aliasTypes(net.view()))
        .isEqualTo("type    name            n_attach\n2       ip              2      \n");
  }

  @Test
  void devHasALineForEachDeviceAndAlias() {
    net.add("eth0:0", "172.16.3.10/24");
    List<String> rows = Listings.dev(net.view()).lines().toList();
    assertThat(rows).hasSize(5);
    assertThat(rows.get(1))
        .isEqualTo(
            " face |bytes    packets errs drop fifo frame compressed multicast"
                + "|bytes    packets errs drop fifo colls carrier compressed");
    assertThat(rows.get(3)).startsWith("  eth0: ");
    assertThat(rows.get(4))
        .isEqualTo(
            "eth0:0:       0       0    0    0    0     0          0         0"
                + "        0       0    0    0    0     0       0          0");
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3,8", "172.16.3.10,16", "192.168.0.1,24", "172.20.5.5,22", "172.20.8.1,16"})
  void anAddressWithoutNetmaskTakesThePrefixOfASubnetThatHoldsItOrItsClass(
      String text, int length) {
    var own = InterfaceAddress.of(new Device(2, "eth0"), Prefix.parse("172.20.4.1/22"), "eth0");
    assertThat(ClassicPrefix.ofAddress(Address.parse(text), List.of(own))).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0,8",
    "172.16.3.0,24",
    "172.16.0.0,16",
    "10.0.0.0,8",
    "0.0.0.0,0",
    "200.1.1.0,24",
    "172.20.4.0,22"
  })
  void aNetworkWithoutNetmaskTakesAConnectedPrefixOrTheShortestOfWholeBytes(
      String text, int length) {
    var own = InterfaceAddress.of(new Device(2, "eth0"), Prefix.parse("172.20.4.1/22"), "eth0");
    assertThat(ClassicPrefix.ofNetwork(Address.parse(text), List.of(own))).isEqualTo(length);
  }
}
