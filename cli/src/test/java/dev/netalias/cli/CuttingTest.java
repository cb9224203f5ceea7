package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.Connection.End;
import dev.netalias.net.Address;
import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CuttingTest {
  private static final String CUT =
      "1 established connection would be cut: 10.0.0.9:51234 to 10.0.0.1:22 (eth0:0, sshd 812)";

  private final FakeKernel kernel = FakeKernel.host();
  private final Screen screen = Screen.on(kernel);

  @BeforeEach
  void connect() {
    screen.run("add eth0 10.0.0.1/24");
    End peer = new End(Address.parse("10.0.0.9"), 51234);
    kernel.connections.add(new Connection(true, new End(Address.parse("10.0.0.1"), 22), peer, 7));
  }

  private void isThere(boolean there) {
    assertThat(kernel.addressesOf("eth0").toString().contains("10.0.0.1/24")).isEqualTo(there);
  }

  @Test
  void withoutATerminalItIsOneLineAndNothingIsChanged() {
    for (String line :
        new String[] {"del eth0:0", "close eth0:0", "set eth0:0 10.0.0.2", "close eth0"}) {
      assertThat(screen.run(line))
          .isEqualTo(
              new Ran(
                  1,
                  "",
                  "netalias: "
                      + CUT
                      + "; --force cuts them; del and close can wait for them: --drain SECONDS\n"));
      isThere(true);
    }
  }

  @Test
  void onATerminalItAsksAndOnlyYesGoesOn() {
    screen.asTerminal();
    for (String answer : new String[] {"\n", "n\n", "perhaps\n", ""}) {
      Ran ran = screen.typing(answer).run("del eth0:0");
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err())
          .isEqualTo(
              "netalias: "
                  + CUT
                  + "\nGo on? [y/N] netalias: nothing was changed; --force does not ask\n");
      isThere(true);
    }
    Ran ran = screen.typing("y\n").run("del eth0:0");
    assertThat(ran.exitCode()).isZero();
    isThere(false);
  }

  @Test
  void theConnectionThatOneIsLoggedInByIsPointedOut() {
    assertThat(screen.loggedInBy("10.0.0.9 51234 10.0.0.1 22").run("del eth0:0").err())
        .contains("(eth0:0, sshd 812), which is the connection that you are logged in by");
    assertThat(screen.loggedInBy("10.0.0.9 51235 10.0.0.1 22").run("del eth0:0").err())
        .doesNotContain("logged in");
    assertThat(screen.loggedInBy("nonsense").run("del eth0:0").exitCode()).isEqualTo(1);
  }

  @Test
  void aScriptSaysForceAndIsNotAsked() {
    assertThat(screen.run("del eth0:0 --force")).isEqualTo(new Ran(0, "", ""));
    isThere(false);
  }

  @Test
  void aBatchIsAskedForAsAWhole() {
    screen.typing("add eth0 10.0.0.2/24\ndel eth0:0\n");
    assertThat(screen.run("batch -").err()).contains(CUT);
    isThere(true);
    assertThat(screen.run("batch --force -").exitCode()).isZero();
    isThere(false);
    assertThat(screen.typing("del eth0:1 --force\n").run("batch -").err())
        .isEqualTo(
            "netalias: line 1: --force is for the whole of a batch; netalias batch --force FILE\n");
  }

  @Test
  void theLookAlikesNeverAsk() {
    assertThat(screen.run("ifconfig eth0:0 down").exitCode()).isZero();
    isThere(false);
    assertThat(screen.run("open eth0:0").exitCode()).isZero();
    assertThat(screen.typing("ifconfig eth0:0- 0\n").run("batch -").exitCode()).isZero();
    isThere(false);
  }

  @Test
  void whatTakesNoAddressAwayIsNotAskedFor() {
    assertThat(screen.run("add eth0 10.0.0.3/24").exitCode()).isZero();
    assertThat(screen.run("del eth0:1").exitCode()).isZero();
    assertThat(screen.run("--dry-run del eth0:0").exitCode()).isZero();
  }
}
