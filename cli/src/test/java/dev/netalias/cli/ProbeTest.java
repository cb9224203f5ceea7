package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.cli.lab.verb.BorrowedKernel;
import dev.netalias.embedded.lab.Lab;
import dev.netalias.embedded.lab.LabHost;
import dev.netalias.net.Address;
import dev.netalias.testkit.Ran;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What commands say of neighbours, on a host whose neighbour has some addresses. */
class ProbeTest {
  private final Lab lab = Lab.manual(1);
  private Screen a;
  private String mac;

  @BeforeEach
  void twoHosts() {
    lab.addWire("wire");
    a = screen("a");
    Screen b = screen("b");
    b.run("add eth0 10.0.0.2-10.0.0.6/24 --no-probe --no-announce");
    mac = lab.host("b").orElseThrow().net().show("eth0:0").link().state().mac().toString();
  }

  private Screen screen(String name) {
    LabHost host = lab.addHost(name);
    Screen screen = Screen.on(new BorrowedKernel(host.kernel()));
    assertThat(screen.run("open eth0").exitCode()).isZero();
    return screen;
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void anAddressInUseIsRefusedWithWhoHasItAndWhatToDo() {
    assertThat(a.run("add eth0 10.0.0.2/24"))
        .isEqualTo(
            new Ran(
                3,
                "",
                "netalias: 10.0.0.2 is in use on eth0 by "
                    + mac
                    + " (locally administered); take another address, or the same one with"
                    + " --no-probe\n"));
    assertThat(a.run("list").out()).doesNotContain("eth0:0");
    assertThat(a.run("add eth0 10.0.0.2/24 --no-probe").exitCode()).isZero();
  }

  @Test
  void jsonListsAllThatAreInUse() {
    Ran refused = a.run("add eth0 10.0.0.1-10.0.0.9/24 -o json");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .startsWith("{\"error\":{\"kind\":\"in_use\",\"message\":\"5 addresses are in use")
        .contains("and 2 more", "\"address\":\"10.0.0.6\",\"device\":\"eth0\",\"mac\":\"" + mac);
  }

  @Test
  void aBatchThatGoesOnRefusesTheLinesWhoseAddressesAreInUse() {
    String lines =
        "add eth0:1 10.0.0.1/24\nadd eth0:2 10.0.0.2/24\nadd eth0:7 10.0.0.7/24\n"
            + "add eth0:r 10.0.0.3 --as route\nadd eth0:9 10.0.0.4/24 --no-probe\n";
    Ran whole = a.typing(lines).run("batch -");
    assertThat(whole.exitCode()).isEqualTo(3);
    assertThat(whole.err()).contains("2 addresses are in use on the network: 10.0.0.2 by");
    assertThat(a.run("list -o json").out()).isEqualTo("[]\n");
    long before = lab.host("a").orElseThrow().kernel().nanos();
    Ran others = a.typing(lines).run("batch - --keep-going");
    assertThat(others.exitCode()).isEqualTo(3);
    assertThat(others.out()).as(others.err()).isEqualTo("eth0:1\neth0:7\neth0:9\n");
    assertThat(others.err().lines())
        .hasSize(2)
        .anyMatch(l -> l.startsWith("netalias: line 2: 10.0.0.2 is in use"))
        .anyMatch(l -> l.startsWith("netalias: line 4: 10.0.0.3 is in use"));
    assertThat(lab.host("a").orElseThrow().kernel().nanos() - before)
        .as("they are asked for together, and once")
        .isLessThan(500_000_000);
    assertThat(a.typing(lines).run("batch - --no-probe").err()).isEmpty();
  }

  @Test
  void aLineOfABatchThatIsRefusedAloneIsNamed() {
    Ran refused = a.typing("add eth0 10.0.0.1/24\nadd eth0 10.0.0.2/24\n").run("batch -");
    assertThat(refused.err()).startsWith("netalias: line 2: 10.0.0.2 is in use on eth0 by");
  }

  @Test
  void thousandsInABatchAreAskedForTogether() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      lines.add("add eth0 10.0.%d.%d/16".formatted(i / 250, 2 + i % 250));
    }
    Ran done = a.typing(String.join("\n", lines)).run("batch - --keep-going");
    assertThat(done.out().lines()).hasSize(995);
    assertThat(done.err().lines()).hasSize(5);
  }

  @Test
  void setAndOpenAskTooAndLookAlikesDoNot() {
    assertThat(a.run("ifconfig eth0:0 10.0.0.2").exitCode()).isZero();
    assertThat(a.run("set eth0:0 10.0.0.3/24").exitCode()).isEqualTo(3);
    assertThat(a.run("set eth0:0 10.0.0.3/24 --no-probe").exitCode()).isZero();
    a.run("close eth0:0");
    assertThat(a.run("open eth0:0").exitCode()).isEqualTo(3);
    assertThat(a.run("open eth0:0 --no-probe").exitCode()).isZero();
  }

  @Test
  void withoutProbingAnAddressOfIpv6IsNotDetectedEither() {
    assertThat(a.run("add eth0 2001:db8::1/64 --dry-run --no-probe").out()).contains("nodad");
    assertThat(a.run("add eth0 2001:db8::1/64 --dry-run").out()).doesNotContain("nodad");
  }

  @Test
  void probeTellsOfEachAddress() {
    a.run("add eth0 10.0.0.7/24");
    Ran probed = a.run("probe 10.0.0.6-10.0.0.8 --on eth0");
    assertThat(probed.exitCode()).isEqualTo(3);
    assertThat(probed.out())
        .isEqualTo(
            """
            ADDRESS   STATE   MAC                VENDOR
            10.0.0.6  in use  MAC  locally administered
            10.0.0.7  own     -                  -
            10.0.0.8  free    -                  -
            """
                .replace("MAC  l", mac + "  l"));
    assertThat(a.run("probe 10.0.0.8 --on eth0").exitCode()).isZero();
    assertThat(a.run("probe 10.0.0.0/23 --on eth0").out()).contains("510 addresses: 5 in use, 504");
    assertThat(a.run("probe 10.0.0.0/30 --on eth0 -o json").out())
        .startsWith(
            "{\"asked\":2,\"in_use\":1,\"free\":1,\"addresses\":[{\"address\":\"10.0.0.1\"");
    assertThat(a.run("probe 10.0.0.6").exitCode()).as("the route leads to eth0").isEqualTo(3);
    assertThat(a.run("probe 10.0.0.6 --on nope").exitCode()).isEqualTo(5);
    assertThat(a.run("probe 10.0.0.6 --on lo").exitCode()).isEqualTo(1);
    assertThat(a.run("probe 10.0.0.0/8 --on eth0").err()).contains("more than 65536 addresses");
  }

  @Test
  void announceTellsWhatItToldOf() {
    a.run("add eth0 10.0.0.7/24");
    a.run("add eth0:c 10.0.0.8/24 --closed");
    assertThat(a.run("announce eth0:0 --count 2 --interval 0.5"))
        .isEqualTo(new Ran(0, "eth0:0 10.0.0.7 announced\n", ""));
    assertThat(a.run("announce eth0:c").err()).contains("eth0:c is closed", "netalias open eth0:c");
    assertThat(a.run("announce eth0:9").exitCode()).isEqualTo(5);
    assertThat(a.run("announce eth0 --count 0").exitCode()).isEqualTo(2);
    assertThat(a.run("announce eth0 -o json").out())
        .isEqualTo(
            "{\"announced\":[{\"name\":\"eth0:0\",\"address\":\"10.0.0.7\",\"device\":\"eth0\"}]}\n");
  }

  @Test
  void whatCanNotBeToldOfIsNotSaidToBeAnnounced() {
    FakeKernel kernel = FakeKernel.host();
    kernel.unsendable.add(Address.parse("10.0.0.7"));
    Screen screen = Screen.on(kernel);
    screen.run("add eth0 10.0.0.7/24 10.0.0.8/24 --no-probe --no-announce").orFail();

    assertThat(screen.run("announce eth0"))
        .isEqualTo(
            new Ran(
                1,
                "eth0:1 10.0.0.8 announced\n",
                "netalias: neighbours could not be told of 10.0.0.7 on eth0\n"));
  }

  @Test
  void optionsThatContradictEachOtherAreWrongUsage() {
    Ran both = a.run("add eth0 10.0.0.1 --probe quick --no-probe");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("--probe and --no-probe contradict each other");
    assertThat(a.run("add eth0 10.0.0.1 --announce often").exitCode()).isEqualTo(2);
    assertThat(a.run("add eth0 10.0.0.1 --probe slow").exitCode()).isEqualTo(2);
  }
}
