package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.state.Connection;
import dev.netalias.linux.netns.NetworkNamespace;
import dev.netalias.net.Address;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of the running kernel, in a namespace with nothing else in it. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = "ip")
class ConnectionsTest {
  private NamespaceHost host;
  private NetworkNamespace here;
  private NetAlias net;

  @BeforeEach
  void aliases() {
    host = new NamespaceHost();
    here = NetworkNamespace.open(host.name());
    net = host.net();
    host.run("ip addr add 10.0.0.1/24 dev eth0; ip addr add 2001:db8::1/64 dev eth0 nodad");
    net.add("eth0:0", "10.0.0.5/24");
  }

  @AfterEach
  void close() {
    here.close();
    host.close();
  }

  /** What opens something. */
  private interface Opening<T> {
    T open() throws IOException;
  }

  private <T> T inside(Opening<T> opening) {
    return here.call(() -> {
      try {
        return opening.open();
      } catch (IOException refused) {
        throw new UncheckedIOException(refused);
      }
    });
  }

  /** Both ends of a connection. */
  private record Both(ServerSocketChannel server, SocketChannel client, SocketChannel served)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      client.close();
      served.close();
      server.close();
    }

    int port() throws IOException {
      return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }
  }

  private Both connected(ProtocolFamily family, String server, String to) {
    return inside(() -> {
      ServerSocketChannel listening = ServerSocketChannel.open(family);
      listening.bind(new InetSocketAddress(server, 0));
      int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
      SocketChannel client = SocketChannel.open(family);
      client.connect(new InetSocketAddress(to, port));
      return new Both(listening, client, listening.accept());
    });
  }

  private List<Connection> to(String local, int port) {
    return net.kernel().connections().stream()
        .filter(c -> c.local().equals(new Connection.End(Address.parse(local), port)))
        .toList();
  }

  @Test
  void connectionsOfEitherFamilyAreToldAndThoseThatOnlyListenAreNot() throws IOException {
    assertThat(net.kernel().connections()).isEmpty();
    try (Both four = connected(StandardProtocolFamily.INET, "10.0.0.5", "10.0.0.5");
        Both six = connected(StandardProtocolFamily.INET6, "2001:db8::1", "2001:db8::1")) {
      assertThat(net.kernel().connections()).hasSize(4).allMatch(Connection::tcp);
      assertThat(to("10.0.0.5", four.port())).hasSize(1);
      assertThat(to("2001:db8::1", six.port())).hasSize(1);
    }
  }

  @Test
  void anIpv4ConnectionOfAnIpv6SocketIsOneOfItsIpv4Address() throws IOException {
    try (Both mapped = connected(StandardProtocolFamily.INET6, "::", "10.0.0.5")) {
      assertThat(to("10.0.0.5", mapped.port())).hasSize(1);
      assertThatThrownBy(() -> net.remove("eth0:0")).hasMessageContaining("would be cut");
      assertThat(net.list()).hasSize(1);
    }
  }

  @Test
  void aUdpSocketThatIsConnectedIsAConnectionAndOneThatIsNotIsNone() throws IOException {
    try (DatagramSocket open =
            inside(() -> new DatagramSocket(new InetSocketAddress("10.0.0.5", 5353)));
        DatagramSocket bound =
            inside(() -> new DatagramSocket(new InetSocketAddress("10.0.0.5", 5354)))) {
      assertThat(open.isBound()).isTrue();
      here.call(() -> {
        bound.connect(new InetSocketAddress("10.0.0.1", 53).getAddress(), 53);
        return true;
      });
      assertThat(net.kernel().connections())
          .singleElement()
          .matches(c -> !c.tcp() && c.local().port() == 5354 && c.peer().port() == 53);
    }
  }

  @Test
  void theProgramThatHasASocketIsFound() throws IOException {
    try (Both four = connected(StandardProtocolFamily.INET, "10.0.0.5", "10.0.0.5")) {
      long socket = to("10.0.0.5", four.port()).getFirst().socket();
      Map<Long, String> programs = net.kernel().programs(Set.of(socket));
      assertThat(programs).hasSize(1);
      assertThat(programs.get(socket)).endsWith(" " + ProcessHandle.current().pid());
    }
  }

  @Test
  void anAliasWhoseConnectionsHaveEndedGoesWithoutAQuestion() throws IOException {
    try (Both four = connected(StandardProtocolFamily.INET, "10.0.0.5", "10.0.0.5")) {
      assertThatThrownBy(() -> net.close("eth0:0"))
          .hasMessageContaining("(eth0:0, ")
          .hasMessageContaining(" to 10.0.0.5:" + four.port());
    }
    net.remove("eth0:0");
    assertThat(net.list()).isEmpty();
  }
}
