package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.Creation;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.linux.netns.NetworkNamespace;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reaches an alias that is a local route of the running kernel: from a neighbour, by ARP. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = "ip")
class RouteTrafficTest {
  private static final int PATIENCE = 60_000; // ms
  private static final InetSocketAddress ALIAS = new InetSocketAddress("10.0.0.7", 0);

  private NamespaceHost host;
  private NetworkNamespace here;
  private NetworkNamespace there;

  /** What opens a socket. */
  private interface Opening<T> {
    T open() throws IOException;
  }

  @BeforeEach
  void connect() {
    host = new NamespaceHost();
    here = NetworkNamespace.open(host.name());
    there = NetworkNamespace.open(host.name() + "-peer");
    host.run("ip addr add 10.0.0.1/24 dev eth0");
    Ran.of("ip", "-n", host.name() + "-peer", "addr", "add", "10.0.0.2/24", "dev", "peer0")
        .orFail();
    host.net()
        .run(d ->
            d.create(Creation.parse(d.view().types(), "eth0:7", "10.0.0.7").as(Realisation.ROUTE)));
  }

  @AfterEach
  void disconnect() {
    there.close();
    here.close();
    host.close();
  }

  private static <T> T in(NetworkNamespace namespace, Opening<T> opening) {
    return namespace.call(() -> {
      try {
        return opening.open();
      } catch (IOException refused) {
        throw new UncheckedIOException(refused);
      }
    });
  }

  private static ServerSocket listening() throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(ALIAS);
    server.setSoTimeout(PATIENCE);
    return server;
  }

  private static DatagramSocket datagrams(InetSocketAddress on) throws IOException {
    DatagramSocket socket = new DatagramSocket(on);
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  @Test
  void aNeighbourConnectsToIt() throws IOException {
    try (ServerSocket server = in(here, RouteTrafficTest::listening);
        Socket client =
            in(there, () -> new Socket(server.getInetAddress(), server.getLocalPort()));
        Socket served = server.accept()) {
      client.getOutputStream().write('!');

      assertThat(served.getInputStream().read()).isEqualTo('!');
      assertThat(served.getInetAddress()).isEqualTo(InetAddress.getByName("10.0.0.2"));
      assertThat(served.getLocalAddress()).isEqualTo(ALIAS.getAddress());
    }
  }

  @Test
  void aDatagramComesToItAndTheAnswerComesFromIt() throws IOException {
    try (DatagramSocket server = in(here, () -> datagrams(ALIAS));
        DatagramSocket client = in(there, () -> datagrams(new InetSocketAddress("10.0.0.2", 0)))) {
      client.send(new DatagramPacket(new byte[] {1}, 1, server.getLocalSocketAddress()));
      DatagramPacket asked = new DatagramPacket(new byte[9], 9);
      server.receive(asked);
      server.send(new DatagramPacket(new byte[] {2, 3}, 2, asked.getSocketAddress()));
      DatagramPacket answer = new DatagramPacket(new byte[9], 9);
      client.receive(answer);

      assertThat(answer.getSocketAddress()).isEqualTo(server.getLocalSocketAddress());
      assertThat(answer.getLength()).isEqualTo(2);
    }
  }

  @Test
  @Needs(tools = "ping")
  void itAnswersEchoRequestsAndAClosedOneCanNotBeBoundTo() {
    String[] ping = {
      "ip", "netns", "exec", host.name() + "-peer", "ping", "-c", "1", "-W", "60", "10.0.0.7"
    };
    assertThat(Ran.of(ping).orFail().out()).contains("from 10.0.0.7");

    host.net().close("eth0:7");

    assertThatThrownBy(() -> in(here, RouteTrafficTest::listening))
        .hasRootCauseInstanceOf(BindException.class);
    host.net().open("eth0:7");
    assertThat(Ran.of(ping).orFail().out()).contains("from 10.0.0.7");
  }
}
