package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.Connection.End;
import dev.netalias.net.Address;
import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code policy}: who is not to be shut out, before the kernel is asked for anything. */
class PolicyTest {
  private static final String UNABLE =
      "netalias: policies are nftables' work, and this kernel has none\n";

  private final FakeKernel kernel = FakeKernel.host();
  private final Screen screen = Screen.on(kernel);

  @BeforeEach
  void alias() {
    screen.run("add eth0 10.0.0.1/24 10.0.0.2/24").orFail();
  }

  private void connect(String peer, int port, long socket) {
    kernel.connections.add(
        new Connection(
            true,
            new End(Address.parse("10.0.0.1"), port),
            new End(Address.parse(peer), 51234),
            socket));
  }

  private static Ran shutOut(String who, String port) {
    return new Ran(
        1,
        "",
        ("netalias: that would shut out 10.0.0.9, from where %s connected to eth0:0 by SSH;"
                + " allow tcp/%s from 10.0.0.9 too, or say --force\n")
            .formatted(who, port));
  }

  @Test
  void whoIsConnectedBySshIsNotShutOut() {
    screen.with("SSH_CONNECTION", "10.0.0.9 51234 10.0.0.1 2222");

    assertThat(screen.run("policy eth0:0 allow tcp/80")).isEqualTo(shutOut("you are", "2222"));
    assertThat(screen.run("policy --on eth0 allow tcp/80")).isEqualTo(shutOut("you are", "2222"));
    for (String other :
        new String[] {
          "eth0:0 allow tcp/2222 from 10.0.0.9", "eth0:1 allow tcp/80", "eth0:0 allow icmp --force"
        }) {
      assertThat(screen.run("policy " + other).err()).isEqualTo(UNABLE);
    }
  }

  @Test
  void withoutThatVariableTheShorterOneAndTheConnectionsTell() {
    connect("10.0.0.9", 2222, 0);
    screen.with("SSH_CLIENT", "10.0.0.9 51234 2222");

    assertThat(screen.run("policy eth0:0 allow tcp/80")).isEqualTo(shutOut("you are", "2222"));
    assertThat(screen.run("policy eth0:1 allow tcp/80").err()).isEqualTo(UNABLE);
    assertThat(screen.run("del eth0:0").err())
        .contains("which is the connection that you are logged in by");
  }

  @Test
  void whereNothingIsKnownAllWhomSshdServesAreKept() {
    connect("10.0.0.8", 80, 6); // of another program
    assertThat(screen.run("policy eth0:0 allow icmp").err()).isEqualTo(UNABLE);
    connect("10.0.0.9", 22, 7);

    assertThat(screen.run("policy eth0:0 allow tcp/80")).isEqualTo(shutOut("somebody is", "22"));
    assertThat(screen.run("policy eth0:0 allow tcp/22").err()).isEqualTo(UNABLE);
  }

  @Test
  void aLineOfABatchIsRefusedInTheSameWay() {
    connect("10.0.0.9", 22, 7);
    screen.typing("add eth0 10.0.0.3/24\npolicy eth0:0 allow tcp/80\n");

    assertThat(screen.run("batch -").err()).startsWith("netalias: line 2: that would shut out");
    assertThat(screen.run("batch --force -").err()).isEqualTo(UNABLE);
    screen.typing("policy eth0:0 show\n");
    assertThat(screen.run("batch -").err())
        .startsWith("netalias: line 1: policy show changes nothing, and a batch is of changes");
    screen.typing("stats eth0:0\n");
    assertThat(screen.run("batch -").err())
        .isEqualTo(
            "netalias: line 1: stats without --on or --off changes nothing, and a batch is of"
                + " changes\n");
  }
}
