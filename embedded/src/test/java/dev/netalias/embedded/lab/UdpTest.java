package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.embedded.ip.UdpSocket;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.state.Counters;
import dev.netalias.net.Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** UDP sockets, on aliases above all. */
class UdpTest extends LabTesting {
  private static final Address ANY = Address.ofIpv4(0);

  private final List<String> heard = new ArrayList<>();

  private UdpSocket.Receiver as(String who) {
    return d ->
        heard.add(
            who
                + " on "
                + d.device()
                + " from "
                + d.from()
                + ": "
                + new String(d.payload(), StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aSocketOnAnAliasHearsWhatIsForTheAliasAloneAndAnswersFromIt() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.net().add("eth0:0", "10.0.0.3/24");
    UdpSocket[] answering = new UdpSocket[1];
    answering[0] =
        b.bind(
            Address.parse("10.0.0.3"),
            53,
            d -> assertThat(answering[0].send(d.from(), d.fromPort(), d.payload())).isNull());
    b.bind(ANY, 53, as("any"));
    UdpSocket client = a.bind(ANY, 0, as("client"));
    assertThat(client.port()).isGreaterThanOrEqualTo(32_768);
    assertThat(client.send(Address.parse("10.0.0.3"), 53, bytes("alias"))).isNull();
    assertThat(client.send(Address.parse("10.0.0.2"), 53, bytes("main"))).isNull();
    lab.run(Duration.ofMillis(1));
    assertThat(heard)
        .containsExactlyInAnyOrder(
            "client on eth0 from 10.0.0.3: alias", "any on eth0 from 10.0.0.1: main");
    assertThat(Objects.requireNonNull(b.net().show("eth0:0").counters()))
        .isEqualTo(new Counters(1, 33, 1, 33));
  }

  @Test
  void aSocketOnAnyAddressIsToldToWhichDeviceADatagramBelongs() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.net().add("eth0:7", "10.0.0.3/24");
    b.bind(ANY, 9, as("any"));
    UdpSocket client = a.bind(ANY, 1000, as("client"));
    client.send(Address.parse("10.0.0.3"), 9, bytes("x"));
    client.send(Address.parse("10.0.0.255"), 9, bytes("y"));
    lab.run(Duration.ofMillis(1));
    assertThat(heard)
        .containsExactlyInAnyOrder(
            "any on eth0:7 from 10.0.0.1: x", "any on eth0 from 10.0.0.1: y");
  }

  @Test
  void aPortWithoutASocketIsUnreachableAndCounted() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    List<String> seen = watch(wire);
    UdpSocket client = a.bind(ANY, 1000, as("client"));
    client.send(Address.parse("10.0.0.2"), 9, bytes("x"));
    lab.run(Duration.ofMillis(1));
    assertThat(seen)
        .contains("IP 10.0.0.2 > 10.0.0.1: ICMP 10.0.0.2 udp port 9 unreachable, length 37");
    assertThat(b.drops()).containsEntry("nobody listens on the port", 1L);
  }

  @Test
  void aSocketNeedsAnAddressOfTheHostAndAPortThatIsFree() {
    LabHost a = host("a", "10.0.0.1/24");
    a.net().add("eth0:0", "10.0.0.3/24");
    Address alias = Address.parse("10.0.0.3");
    UdpSocket first = a.bind(alias, 53, as("first"));
    assertThatThrownBy(() -> a.bind(alias, 53, as("second")))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.reason()).contains("in use"));
    assertThatThrownBy(() -> a.bind(Address.parse("10.0.0.9"), 53, as("third")))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> assertThat(e.errno()).isEqualTo(KernelException.EADDRNOTAVAIL));
    first.close();
    a.bind(alias, 53, as("second")).close();
  }

  @Test
  void ipv6DatagramsComeToo() {
    LabHost a = host("a", "2001:db8::1/64");
    LabHost b = host("b", "2001:db8::2/64");
    lab.run(Duration.ofSeconds(2));
    Address any = Address.parse("::");
    b.bind(any, 53, as("b"));
    UdpSocket client = a.bind(any, 1000, as("client"));
    assertThat(client.send(Address.parse("2001:db8::2"), 53, bytes("six"))).isNull();
    lab.run(Duration.ofMillis(1));
    assertThat(heard).containsExactly("b on eth0 from 2001:db8::1: six");
  }

  @Test
  void aDatagramLargerThanAFrameComesWhole() {
    LabHost a = host("a", "10.0.0.1/24");
    LabHost b = host("b", "10.0.0.2/24");
    b.bind(ANY, 9, d -> heard.add(String.valueOf(d.length())));
    UdpSocket client = a.bind(ANY, 1000, as("client"));
    client.send(Address.parse("10.0.0.2"), 9, new byte[20_000]);
    lab.run(Duration.ofMillis(1));
    assertThat(heard).containsExactly("20000");
  }
}
