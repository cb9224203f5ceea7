package dev.netalias.linux.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.linux.Shell;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Trace;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.wire.nl.Errno;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = "ip")
class NetworkNamespaceTest {
  private static final String NAME = "netalias-test-" + ProcessHandle.current().pid();

  private static long cookie() {
    try (NetlinkSocket socket = NetlinkSocket.open(Trace.NONE)) {
      return socket.namespaceCookie();
    }
  }

  private static List<String> devices() {
    return Arrays.stream(Shell.run("ls /proc/thread-self/net/dev_snmp6").split("\n")).toList();
  }

  @Test
  void aNameLeadsIntoTheNamespaceAndTheCallerStaysWhereItIs() {
    Shell.run("ip netns add " + NAME + "; ip -n " + NAME + " link add there type veth");
    try (NetworkNamespace named = NetworkNamespace.open(NAME);
        NetworkNamespace byPath = NetworkNamespace.open("/run/netns/" + NAME)) {
      long here = cookie();
      assertThat(named.call(NetworkNamespaceTest::devices)).contains("there");
      long there = named.call(NetworkNamespaceTest::cookie);
      assertThat(there).isNotEqualTo(here);
      assertThat(cookie()).isEqualTo(here);
      assertThat(byPath.call(NetworkNamespaceTest::cookie)).isEqualTo(there);
    } finally {
      Shell.run("ip netns del " + NAME);
    }
  }

  @Test
  void aNamespaceThatIsOpenOutlivesItsName() {
    Shell.run("ip netns add " + NAME);
    try (NetworkNamespace named = NetworkNamespace.open(NAME)) {
      long before = named.call(NetworkNamespaceTest::cookie);
      Shell.run("ip netns del " + NAME);
      assertThat(named.call(NetworkNamespaceTest::cookie)).isEqualTo(before);
    }
  }

  @Test
  void theNamespaceOfAProcessIsEntered() {
    String path = "/proc/" + ProcessHandle.current().pid() + "/ns/net";
    try (NetworkNamespace own = NetworkNamespace.open(path)) {
      assertThat(own.call(NetworkNamespaceTest::cookie)).isEqualTo(cookie());
    }
  }

  @Test
  void aNamespaceThatDoesNotExistIsNotFound() {
    for (String name :
        List.of("netalias-none", "/run/netns/netalias-none", "/proc/0/ns/net", "", "..")) {
      assertThatThrownBy(() -> NetworkNamespace.open(name))
          .isInstanceOfSatisfying(
              NamespaceException.class,
              e -> {
                assertThat(e.errno()).isEqualTo(Errno.ENOENT);
                assertThat(e.namespace()).isEqualTo(name);
              });
    }
  }

  @Test
  void aFileThatIsNoNamespaceIsSaidToBeNone() {
    for (String path : List.of("/etc/hostname", "/proc/self/ns/mnt")) {
      try (NetworkNamespace file = NetworkNamespace.open(path)) {
        assertThatThrownBy(() -> file.call(() -> "never"))
            .isInstanceOf(NamespaceException.class)
            .hasMessage("network namespace '" + path + "': that is no network namespace");
      }
    }
  }

  @Test
  void whatTheBodyThrowsIsThrown() {
    assertThatThrownBy(() ->
            NetworkNamespace.callInNew(() -> {
              throw new IllegalStateException("mine");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mine");
  }

  @Test
  void aNewNamespaceHasNothingButLo() {
    long here = cookie();
    assertThat(NetworkNamespace.callInNew(NetworkNamespaceTest::cookie)).isNotEqualTo(here);
    assertThat(NetworkNamespace.callInNew(() -> Shell.run("ip -o link")).lines()).hasSize(1);
  }
}
