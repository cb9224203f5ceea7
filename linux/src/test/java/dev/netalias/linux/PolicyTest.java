package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.contract.NamespaceHost;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.linux.netns.NetworkNamespace;
import dev.netalias.net.Prefix;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an alias lets in by its policy, tried by a neighbour with packets. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "nft", "ping"})
class PolicyTest {
  private static final int PATIENCE = 60_000; // ms
  private static final int SILENCE = 300; // ms: what is dropped never comes
  private static final int OPEN_PORT = 2201;
  private static final int SHUT_PORT = 2202;

  private NamespaceHost host;
  private NetAlias net;
  private NetworkNamespace here;
  private NetworkNamespace there;
  private final List<AutoCloseable> opened = new ArrayList<>();

  private interface Work<T> {
    T done() throws IOException;
  }

  @BeforeEach
  void connect() {
    host = new NamespaceHost();
    net = host.net();
    here = NetworkNamespace.open(host.name());
    there = NetworkNamespace.open(host.name() + "-peer");
    host.run("ip addr add 10.0.0.1/24 dev eth0; ip addr add 2001:db8::1/64 dev eth0 nodad");
    peer("ip addr add 10.0.0.2/24 dev peer0; ip addr add 2001:db8::2/64 dev peer0 nodad");
    peer("ip route add 10.9.0.0/16 via 10.0.0.1");
    net.add("eth0:0", "10.0.0.10/24");
  }

  @AfterEach
  void disconnect() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    there.close();
    here.close();
    host.close();
  }

  private String peer(String commands) {
    return Ran.of("ip", "netns", "exec", host.name() + "-peer", "sh", "-ec", commands)
        .orFail()
        .out();
  }

  private static <T> T in(NetworkNamespace namespace, Work<T> work) throws IOException {
    IOException[] failed = new IOException[1];
    List<T> done = new ArrayList<>();
    namespace.call(() -> {
      try {
        done.add(work.done());
      } catch (IOException e) {
        failed[0] = e;
      }
      return null;
    });
    if (failed[0] != null) {
      throw failed[0];
    }
    return done.getFirst();
  }

  private void listen(String address, int port) throws IOException {
    ServerSocket server =
        in(
            here,
            () -> {
              ServerSocket s = new ServerSocket();
              s.bind(new InetSocketAddress(address, port));
              return s;
            });
    opened.add(server);
  }

  private Socket connects(String address, int port, int patience) throws IOException {
    Socket socket =
        in(
            there,
            () -> {
              Socket s = new Socket();
              s.connect(new InetSocketAddress(address, port), patience);
              return s;
            });
    opened.add(socket);
    return socket;
  }

  private void isSilent(String address, int port) {
    assertThatThrownBy(() -> connects(address, port, SILENCE))
        .isInstanceOf(SocketTimeoutException.class);
  }

  private static Policy policy(String text) {
    boolean reject = text.endsWith(" --reject");
    return Policy.parse(List.of(text.replace(" --reject", "").split(" ")), reject);
  }

  private Plan police(String name, @Nullable Policy policy) {
    return net.run(d -> d.counting().police(d.alias(name), policy));
  }

  private @Nullable Policy of(String prefix) {
    List<Policed> found = net.kernel().traffic(Counted.of(List.of(Prefix.parse(prefix)))).policed();
    return found.isEmpty() ? null : found.getFirst().policy();
  }

  private String ruleset() {
    return host.run("nft list ruleset");
  }

  private boolean answersPing(String address) {
    return Ran.of(
                "ip", "netns", "exec", host.name() + "-peer", "ping", "-qn", "-c1", "-W1", address)
            .exitCode()
        == 0;
  }

  @Test
  void whatIsAllowedComesInAndAllElseIsDropped() throws IOException {
    listen("10.0.0.10", OPEN_PORT);
    listen("10.0.0.10", SHUT_PORT);
    connects("10.0.0.10", SHUT_PORT, PATIENCE);
    police("eth0:0", policy("allow tcp/22,2200-2201 from 10.0.0.0/24"));

    connects("10.0.0.10", OPEN_PORT, PATIENCE);
    isSilent("10.0.0.10", SHUT_PORT);
    assertThat(answersPing("10.0.0.10")).isFalse();
    assertThat(answersPing("10.0.0.1")).isTrue(); // main has no policy

    police("eth0:0", policy("allow icmp allow tcp/2202 from 10.0.0.2"));
    assertThat(answersPing("10.0.0.10")).isTrue();
    connects("10.0.0.10", SHUT_PORT, PATIENCE);
    isSilent("10.0.0.10", OPEN_PORT);

    police("eth0:0", policy("allow tcp from 10.99.0.0/16"));
    isSilent("10.0.0.10", OPEN_PORT);
    police("eth0:0", null);
    connects("10.0.0.10", OPEN_PORT, PATIENCE);
  }

  @Test
  void whoIsRejectedIsToldAtOnce() throws IOException {
    listen("10.0.0.10", SHUT_PORT);
    police("eth0:0", policy("allow icmp --reject"));

    assertThatThrownBy(() -> connects("10.0.0.10", SHUT_PORT, PATIENCE))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aConnectionThatStandsGoesOnAndSoDoAnswersToWhatTheAliasAsked() throws IOException {
    listen("10.0.0.10", OPEN_PORT);
    Socket standing = connects("10.0.0.10", OPEN_PORT, PATIENCE);
    police("eth0:0", policy("allow tcp/1"));
    standing.getOutputStream().write(new byte[] {1});

    ServerSocket far = in(there, () -> new ServerSocket(OPEN_PORT));
    opened.add(far);
    Socket out =
        in(
            here,
            () -> {
              Socket s = new Socket();
              s.bind(new InetSocketAddress("10.0.0.10", 0));
              s.connect(new InetSocketAddress("10.0.0.2", OPEN_PORT), PATIENCE);
              return s;
            });
    opened.add(out);

    assertThat(out.isConnected()).isTrue();
    assertThat(standing.isConnected()).isTrue();
  }

  @Test
  void anAnswerOverUdpComesInAndWhatNobodyAskedForDoesNot() throws IOException {
    police("eth0:0", policy("allow udp/53"));
    DatagramSocket asker =
        in(here, () -> new DatagramSocket(new InetSocketAddress("10.0.0.10", 5000)));
    DatagramSocket far = in(there, () -> new DatagramSocket(6000));
    DatagramSocket stranger = in(there, () -> new DatagramSocket(6001));
    opened.add(asker);
    opened.add(far);
    opened.add(stranger);
    InetSocketAddress alias = new InetSocketAddress("10.0.0.10", 5000);
    asker.setSoTimeout(PATIENCE);
    far.setSoTimeout(PATIENCE);
    DatagramPacket in = new DatagramPacket(new byte[1], 1);

    asker.send(new DatagramPacket(new byte[] {1}, 1, InetAddress.getByName("10.0.0.2"), 6000));
    far.receive(in);
    stranger.send(new DatagramPacket(new byte[] {2}, 1, alias));
    far.send(new DatagramPacket(new byte[] {3}, 1, alias));
    asker.receive(in);

    assertThat(in.getData()[0]).isEqualTo((byte) 3);
  }

  @Test
  void ipv6IsPolicedAndNeighboursAreStillFound() throws IOException {
    host.run("sysctl -qw net.ipv6.conf.eth0.accept_dad=0");
    net.add("eth0:6", "2001:db8::10/64");
    host.run("while ip -6 addr show dev eth0 tentative | grep -q 2001:db8::10; do :; done");
    listen("2001:db8::10", OPEN_PORT);
    listen("2001:db8::10", SHUT_PORT);
    police("eth0:6", policy("allow tcp/2201 from 2001:db8::/64"));
    peer("ip -6 neigh flush dev peer0");

    connects("2001:db8::10", OPEN_PORT, PATIENCE);
    isSilent("2001:db8::10", SHUT_PORT);
    assertThat(answersPing("2001:db8::10")).isFalse();
    police("eth0:6", policy("allow icmp"));
    assertThat(answersPing("2001:db8::10")).isTrue();
  }

  @Test
  void routesWholePrefixesAndDevicesHavePoliciesToo() throws IOException {
    net.run(d -> {
      d.create(route("eth0:7", "10.9.0.7"));
      d.create(route("eth0:8", "10.9.1.0/24"));
      d.create(route("eth0:9", "10.9.1.9"));
      d.create(
          Creation.parse(AliasTypes.known(), "eth0:5", "10.0.0.50/24")
              .withDevice(Creation.OwnDevice.USUAL));
    });
    for (String name : List.of("eth0:7", "eth0:8", "eth0:5")) {
      police(name, policy("allow tcp"));
    }

    for (String address : List.of("10.9.0.7", "10.9.1.77", "10.0.0.50")) {
      assertThat(answersPing(address)).as(address).isFalse();
    }
    police("eth0:9", policy("allow icmp"));
    assertThat(answersPing("10.9.1.9")).isTrue();
    net.run(d -> List.of("eth0:7", "eth0:8", "eth0:5").forEach(n -> d.delete(d.alias(n))));
    assertThat(ruleset()).contains("goto policy_").doesNotContain("10.0.0.50", "10.9.0.7");
    assertThat(host.run("nft list chains | grep -c chain.policy_")).isEqualTo("1\n");
  }

  private static Creation route(String name, String prefix) {
    return Creation.parse(AliasTypes.known(), name, prefix).as(Realisation.ROUTE);
  }

  @Test
  void aPolicyFollowsItsAliasStaysWhileItIsClosedAndGoesWithIt() {
    Policy policy = policy("allow tcp/22,443 udp/53 icmp from 192.168.0.0/24 allow icmp --reject");
    police("eth0:0", policy);
    net.set("eth0:0", "10.0.0.11/24");
    assertThat(of("10.0.0.10/32")).isNull();
    assertThat(of("10.0.0.11/32")).isEqualTo(policy);
    net.close("eth0:0");
    assertThat(of("10.0.0.11/32")).isEqualTo(policy);
    net.open("eth0:0");
    assertThat(ruleset()).contains("comment \"eth0:0\"", policy.clauses().getFirst().toString());
    net.remove("eth0:0");
    assertThat(ruleset()).isEmpty();
    net.add("eth0:0", "10.0.0.11/24");
    assertThat(of("10.0.0.11/32")).isNull();
  }

  @Test
  void countingAnAliasNoMoreLeavesWhatIsSaidOfItsPolicy() {
    police("eth0:0", policy("allow tcp/22"));
    net.run(d -> {
      d.counting().police(d.alias("eth0:0"), policy("allow tcp/23"));
      d.counting().countNoMore(d.alias("eth0:0"));
    });
    assertThat(of("10.0.0.10/32")).isEqualTo(policy("allow tcp/23"));
  }

  @Test
  void onePolicyOfManyAliasesIsOneChainAndGoesWithTheLast() {
    net.add("eth0:1", "10.0.0.11/24");
    police("eth0:0", policy("allow icmp"));
    police("eth0:1", policy("allow icmp"));
    assertThat(host.run("nft list chains | grep -c chain.policy_")).isEqualTo("1\n");
    net.remove("eth0:0");
    assertThat(of("10.0.0.11/32")).isEqualTo(policy("allow icmp"));
    police("eth0:1", null);
    assertThat(ruleset()).contains("10.0.0.11").doesNotContain("policy_", "replies", "opened");
  }

  @Test
  void theInverseOfAPlanBringsThePolicyBack() {
    police("eth0:0", policy("allow tcp/22 icmp"));
    String before = ruleset();
    Plan deleted = net.run(d -> d.delete(d.alias("eth0:0")));
    assertThat(ruleset()).isEmpty();
    net.kernel().commit(deleted.inverse());
    assertThat(ruleset()).isEqualTo(before);
    Plan cleared = police("eth0:0", null);
    net.kernel().commit(cleared.inverse());
    assertThat(ruleset()).isEqualTo(before);
  }

  @Test
  void theCommandsThatADryRunPrintsDoTheSame() {
    Policy policy =
        policy(
            "allow tcp/22,443 udp/53,1000-2000 icmp from 192.168.0.0/24,10.0.0.0/13"
                + " allow tcp udp all from 2001:db8::/32,2001:db8::7 allow udp --reject");
    net.run(d -> d.delete(d.alias("eth0:0")));
    List<String> commands = new ArrayList<>();
    net.run(d -> {
      d.create(Creation.parse(AliasTypes.known(), "eth0:0", "10.0.0.10/24"));
      d.create(Creation.parse(AliasTypes.known(), "eth0:6", "2001:db8::10/64"));
      d.create(route("eth0:8", "10.9.1.0/24"));
      List.of("eth0:0", "eth0:6", "eth0:8").forEach(n -> d.counting().police(d.alias(n), policy));
      commands.addAll(d.plan().commands());
    });
    String ours = ruleset();
    host.run("nft flush ruleset");
    host.run(String.join("\n", commands.stream().filter(c -> c.startsWith("nft ")).toList()));

    assertThat(ruleset()).isEqualTo(ours);
  }

  @Test
  void aPolicyOfMoreRulesThanOneMessageTakesIsMadeWhole() {
    String clauses =
        IntStream.range(0, 60)
            .mapToObj(i -> "allow " + ports(1000 + 16 * i) + " from 2001:db8::/33")
            .collect(Collectors.joining(" "));
    police("eth0:0", policy(clauses));

    assertThat(of("10.0.0.10/32")).isEqualTo(policy(clauses));
    assertThat(host.run("nft list table inet netalias | grep -c 'tcp dport.*accept'").strip())
        .isEqualTo("960");
  }

  @Test
  void aLargePolicyIsNotMadeAnewForOneMoreAlias() {
    String clauses =
        IntStream.range(0, 12)
            .mapToObj(i -> "allow " + ports(1000 + 16 * i))
            .collect(Collectors.joining(" "));
    net.add("eth0:1", "10.0.0.11/24");
    net.add("eth0:2", "10.0.0.12/24");
    police("eth0:0", policy(clauses));
    String chain = policy(clauses).chain();
    String rules = host.run("nft -a list chain inet netalias " + chain);
    police("eth0:1", policy(clauses));
    assertThat(host.run("nft -a list chain inet netalias " + chain)).isEqualTo(rules);

    host.run("nft delete rule inet netalias " + chain + " handle " + handleOf("1000", rules));
    police("eth0:2", policy(clauses));
    assertThat(host.run("nft list chain inet netalias " + chain)).contains("tcp dport 1000 ");
  }

  private static String handleOf(String port, String rules) {
    return rules
        .lines()
        .filter(line -> line.contains(" " + port + " "))
        .map(line -> line.replaceAll(".* ", ""))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy_ip", "asks_ip"})
  void aPolicyGoesAndChangesThoughAnotherProgramRemovedHalfOfIt(String half) {
    net.add("eth0:1", "10.0.0.11/24");
    police("eth0:0", policy("allow tcp/22"));
    police("eth0:1", policy("allow tcp/22"));
    host.run("nft flush map inet netalias " + half);
    police("eth0:0", policy("allow tcp/23"));
    assertThat(of("10.0.0.10/32")).isEqualTo(policy("allow tcp/23"));

    police("eth0:1", policy("allow tcp/25"));
    host.run("nft flush map inet netalias " + half);
    police("eth0:1", null);
    assertThat(of("10.0.0.11/32")).isNull();
    net.remove("eth0:1");
    net.remove("eth0:0");
    assertThat(ruleset()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy_ip", "asks_ip"})
  void whatIsLeftOfAPolicyThatAnotherProgramRemovedGoesWithTheLast(String half) {
    net.add("eth0:1", "10.0.0.11/24");
    police("eth0:0", policy("allow tcp/22"));
    police("eth0:1", policy("allow tcp/23"));
    host.run("nft flush map inet netalias " + half);
    net.remove("eth0:1");

    assertThat(of("10.0.0.10/32"))
        .isEqualTo(half.startsWith("asks") ? policy("allow tcp/22") : null);
    police("eth0:0", null);
    assertThat(ruleset()).doesNotContain("policy_", "asks_").contains("10.0.0.10");
  }

  private static String ports(int first) {
    return IntStream.range(first, first + 16)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "tcp/", ""));
  }

  @Test
  void noOtherTableIsTouched() {
    net.run(d -> d.delete(d.alias("eth0:0")));
    host.run(
        """
        nft -f - <<END
        table inet firewalld {
          set trusted { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.0.0/16 } }
          map zones { type ifname : verdict; elements = { "eth0" : goto zone_public } }
          chain zone_public {
            tcp dport { 22, 80 } accept
            counter drop
          }
          chain filter_INPUT {
            type filter hook input priority filter + 10; policy accept;
            ct state established,related accept
            iifname vmap @zones
          }
        }
        table ip shorewall {
          chain net2fw {
            ip saddr 10.0.0.0/8 counter packets 7 bytes 70 accept
          }
          chain INPUT {
            type filter hook input priority filter; policy drop;
            jump net2fw
          }
        }
        table ip nat {
          chain post {
            type nat hook postrouting priority srcnat;
            oifname "eth1" masquerade
          }
        }
        END
        """);
    String theirs = host.run("nft -a list ruleset");
    net.add("eth0:3", "10.0.0.13/24");
    police("eth0:3", policy("allow icmp"));
    net.set("eth0:3", "10.0.0.14/24");
    assertThat(host.run("nft -a list ruleset")).startsWith(theirs).contains("table inet netalias");
    net.run(d -> d.deleteAll("eth0"));

    assertThat(host.run("nft -a list ruleset")).isEqualTo(theirs);
  }
}
