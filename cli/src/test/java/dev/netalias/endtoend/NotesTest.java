package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is told of aliases that will not do all that a user expects, and that what is told helps.
 */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "ping", "sysctl"})
class NotesTest {
  private static final String QUIET = "--no-counters --no-probe --no-announce ";

  private Namespace net;

  @BeforeEach
  void freshNamespace() {
    net = new Namespace();
    net.shell("ip addr add 10.0.0.1/24 dev eth0; ip addr add 2001:db8::1/64 dev eth0 nodad")
        .orFail();
    peer("ip addr add 10.0.0.9/24 dev peer; ip addr add 2001:db8::9/64 dev peer nodad").orFail();
  }

  @AfterEach
  void removeNamespace() {
    net.close();
  }

  private Ran peer(String script) {
    return Ran.of("ip", "netns", "exec", net.name() + "-peer", "sh", "-c", script);
  }

  private boolean answers(String address) {
    return peer("ip neigh flush dev peer; ping -c 3 -i 0.2 -W 2 " + address).exitCode() == 0;
  }

  private Ran add(String words) {
    return net.netalias("add " + QUIET + words).orFail();
  }

  /** The command that a note ends with. */
  private static String fix(Ran ran, String begins) {
    Matcher command = Pattern.compile("(?:: |; )(" + begins + "[^;\n]*)").matcher(ran.err());
    assertThat(command.find()).as(ran.err()).isTrue();
    return command.group(1);
  }

  @Test
  void arpIgnoreSilencesThemAndTheCommandThatIsToldLetsThemAnswer() {
    net.shell("sysctl -qw net.ipv4.conf.eth0.arp_ignore=1 net.ipv4.conf.all.arp_ignore=2").orFail();
    Ran told = add("eth0 10.0.0.20-10.0.0.40 --as route");
    assertThat(told.err()).hasLineCount(1).startsWith("netalias: note: with arp_ignore 2 nobody");
    assertThat(answers("10.0.0.20")).isFalse();
    net.shell(fix(told, "sysctl")).orFail();
    assertThat(answers("10.0.0.20")).isTrue();
    assertThat(add("eth0 10.0.0.50 --as route").err()).isEmpty();
  }

  @Test
  void anAddressOutsideEverySubnetNeedsARouteWhichIsNamed() {
    Ran told = add("eth0 10.7.0.1-10.7.0.9 --as route");
    assertThat(told.err())
        .isEqualTo(
            "netalias: note: 10.7.0.1 and 8 more: in no subnet of eth0, so a neighbour needs a"
                + " route there; ip route add 10.7.0.1 via 10.0.0.1\n");
    peer(fix(told, "ip route add")).orFail();
    assertThat(answers("10.7.0.1")).isTrue();
    assertThat(net.netalias("close eth0:0").err()).isEmpty();
    assertThat(net.netalias("open --no-probe --no-announce eth0:0").err())
        .contains("10.7.0.1: in no subnet of eth0");
    assertThat(net.netalias("-q add " + QUIET + "eth0 10.7.1.1 --as route").err()).isEmpty();
    assertThat(net.netalias("-o json add " + QUIET + "eth0 10.7.1.2 --as route").err())
        .startsWith("{\"warning\":{\"kind\":\"note\",\"message\":\"10.7.1.2: in no subnet")
        .endsWith("\"hint\":\"ip route add 10.7.1.2 via 10.0.0.1\"}}\n");
  }

  @Test
  void anIpv6AddressIsFoundOnceItHasAProxyEntryOrARoute() {
    Ran told = add("eth0 2001:db8::20 --as route");
    assertThat(told.err()).hasLineCount(2).contains("ip_nonlocal_bind=1");
    assertThat(answers("2001:db8::20")).isFalse();
    net.shell(fix(told, "ip -6 neigh add proxy")).orFail();
    net.shell(fix(told, "sysctl -w net.ipv6.conf")).orFail();
    assertThat(answers("2001:db8::20")).isTrue();
    net.shell("sysctl -qw net.ipv6.ip_nonlocal_bind=1").orFail();

    Ran whole = add("eth0 2001:db8:7::/64 --as route --whole");
    assertThat(whole.err()).hasLineCount(1).doesNotContain("proxy");
    peer(fix(whole, "ip -6 route add")).orFail();
    assertThat(answers("2001:db8:7::1234")).isTrue();
  }

  @Test
  void aSubnetThatComesAlongIsOneOfTheDevices() {
    String lines = "add eth0 10.55.0.1/24\\nadd eth0 10.55.0.2 --as route\\n";
    Ran ran = net.shell("printf '" + lines + "' | $netalias batch -");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).doesNotContain("in no subnet");
  }

  @Test
  void whatIsTooManyToAskForAndToTellOfIsSaidOnce() {
    Ran ran = net.netalias("add eth0 2001:db8:7::/64 --as route --whole");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err().lines().filter(line -> line.contains("neither asked nor told")))
        .containsExactly(
            "netalias: note: neighbours are neither asked nor told of 2001:db8:7::/64: it holds"
                + " more than 65536 addresses");
  }

  @Test
  void manyLabelsSayWhatTheyCostAndNameTheWayOut() {
    assertThat(add("eth0 10.1.0.1-10.1.7.208/16").err()).isEmpty();
    String cost =
        "netalias: note: eth0 has 2001 addresses, and each more costs the kernel more: 8000 labels"
            + " take less than a second; with --as route they cost the same at any number\n";
    assertThat(add("eth0 10.2.0.1-10.2.31.64/16 --dry-run").err()).isEqualTo(cost);
    assertThat(add("eth0 10.2.0.1-10.2.31.64/16").err()).isEqualTo(cost);
    assertThat(add("eth0 2001:db8::1:0-2001:db8::1:834").err())
        .contains("eth0 has 1 address,", "2101 labels take about 2 s", "--as route")
        .hasLineCount(1);
    assertThat(add("eth0 10.3.0.0-10.3.255.255 --as route").err())
        .as("looked for among many addresses, 10.1.0.1/16 and 10.2.0.1/16 among them")
        .contains("10.3.0.0 and 65535 more: in no subnet")
        .hasLineCount(1);
  }
}
