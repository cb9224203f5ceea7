package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes back by itself: at a boot, with a device that appears, with one that is opened. */
@Needs(
    value = Need.NETNS,
    tools = {"ip", "bash", "mvn"})
class BootTest extends StateTest {
  @Test
  void aDeviceThatComesLaterGetsItsSavedAliasesAndSoDoesOneThatIsOpened() throws IOException {
    host.say("devices: {late0: [10.5.0.1/24, 10.5.0.2/24], eth0: [10.0.0.1/24]}\n");

    Ran ran =
        host.shell(
            """
            cd %s
            $netalias watch >said 2>&1 & watching=$!
            trap 'kill $watching; wait' EXIT
            await grep -q watching said
            ip link set eth0 down
            ip link set eth0 up
            await has eth0 10.0.0.1 && echo opened
            ip link add late0 type veth peer name far0
            ip link set late0 up
            await has late0 10.5.0.2 && await has late0 10.5.0.1 && echo came
            ip link del late0
            ip link add late0 type veth peer name far0
            ip link set late0 up
            await has late0 10.5.0.2 && echo again
            """
                .formatted(folder));

    assertThat(ran.out()).isEqualTo("opened\ncame\nagain\n");
  }

  @Test
  void aCommandThatWasCutOffKeepsSavedAliasesAwayUntilItIsRecoveredAndIsToldOnce()
      throws IOException {
    host.say("devices: {eth0: [10.0.0.1/24]}\n");

    Ran ran =
        host.shell(
            """
            cd %s
            $netalias watch >said 2>told & watching=$!
            trap 'kill $watching; wait' EXIT
            await grep -q watching said
            "$netalias" -q add eth0 10.8.0.0-10.8.39.15 --no-probe --no-announce & adding=$!
            until [ "$(ip -o addr show dev eth0 | wc -l)" -gt 100 ]; do :; done
            kill -9 $adding
            ip link set eth0 down
            ip link set eth0 up
            await grep -q 'eth0: .* was cut off: .*; netalias recover undoes it' told && echo told
            has eth0 10.0.0.1 || echo waits
            $netalias recover -q
            await has eth0 10.0.0.1 && await grep -q 'eth0: . changes' said && echo came
            grep -c 'was cut off' told
            """
                .formatted(folder));

    assertThat(ran.out()).isEqualTo("told\nwaits\ncame\n1\n");
  }

  @Test
  void savedAliasesComeBackWhenTheirDeviceIsOpenedAgain() throws IOException {
    host.say("devices: {eth0: {counters: false, aliases: [{name: a, address: 10.0.0.1/24}]}}\n");

    Ran ran =
        host.shell(
            """
            $netalias apply -q
            $netalias close eth0
            has eth0 10.0.0.1 || echo gone
            $netalias open eth0
            $netalias chain
            $netalias drift && echo clean
            """);

    assertThat(ran.out()).isEqualTo("gone\nlo->eth0->eth0:a->0\nclean\n");
  }

  @Test
  void aBootAppliesWhatIsThereAndLeavesOutWhatIsNot() throws IOException {
    host.say("devices: {eth9: [10.9.0.1/24], eth0: [10.0.0.1/24]}\n");

    assertThat(host.shell("$netalias apply").exitCode()).isEqualTo(5);
    Ran boot = host.shell("$netalias apply --boot");

    assertThat(boot.exitCode()).isZero();
    assertThat(boot.err()).contains("eth9 is not there or not open: its aliases are left out");
    assertThat(host.shell("has eth0 10.0.0.1 && echo there").out()).isEqualTo("there\n");
  }

  @Test
  void aBootLeavesOutAnAddressThatSomebodyHasAndMakesTheOthers() throws IOException {
    host.say("devices: {eth0: [10.0.0.1-10.0.0.4/24]}\n");

    Ran boot =
        host.shell(
            """
            ip -n %s-peer addr add 10.0.0.2/24 dev peer
            $netalias apply --boot
            code=$?
            ip -br addr show dev eth0
            exit $code
            """
                .formatted(host.name()));

    assertThat(boot.exitCode()).as(boot::toString).isEqualTo(3);
    assertThat(boot.err()).contains("10.0.0.2 is in use on eth0 by", "it is left out");
    assertThat(boot.out())
        .contains("10.0.0.1/24", "10.0.0.3/24", "10.0.0.4/24")
        .doesNotContain("10.0.0.2/24");
  }

  private List<String> installed() throws IOException {
    try (var files = Files.walk(folder.resolve("root"))) {
      return files
          .filter(f -> !Files.isDirectory(f))
          .map(f -> folder.resolve("root").relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void theUnitsAreInstalledAndRemovedAndDoNoMoreThanTheyMust() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));

    assertThat(host.shell("$netalias enable --dry-run --root " + root).out())
        .startsWith("# would write " + root + "/etc/systemd/system/netalias-watch.service\n")
        .doesNotContain("wrote");
    assertThat(installed()).isEmpty();
    assertThat(host.shell("$netalias enable --root " + root).out()).startsWith("wrote " + root);
    assertThat(installed())
        .containsExactly(
            "etc/systemd/system/multi-user.target.wants/netalias-watch.service",
            "etc/systemd/system/multi-user.target.wants/netalias.service",
            "etc/systemd/system/netalias-watch.service",
            "etc/systemd/system/netalias.service");
    String unit = Files.readString(root.resolve("etc/systemd/system/netalias.service"));
    assertThat(unit)
        .contains("ExecStart=" + Namespace.NETALIAS + " apply --boot\n")
        .contains("Before=network-online.target\n")
        .contains("CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW\n");
    assertThat(host.shell("$netalias disable --root " + root).out().lines()).hasSize(2);
    assertThat(installed()).isEmpty();
    assertThat(host.shell("$netalias disable --root " + root).out()).isEqualTo("nothing to do\n");
  }

  @Test
  @Needs(
      value = Need.NETNS,
      tools = {"systemd-analyze"})
  void systemdAcceptsTheUnitsAndFindsThemConfined() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    host.shell("$netalias enable -q --root " + root).orFail();
    Path units = root.resolve("etc/systemd/system");

    for (String unit : List.of("netalias.service", "netalias-watch.service")) {
      Ran verified = host.shell("systemd-analyze verify --man=no " + units.resolve(unit));
      assertThat(verified.exitCode()).as(verified.err()).isZero();
      assertThat(verified.err().lines().filter(line -> line.contains("netalias"))).isEmpty();
      Ran rated =
          host.shell("systemd-analyze security --offline=true --no-pager " + units.resolve(unit));
      String exposure = rated.out().lines().reduce((a, b) -> b).orElse("");
      assertThat(exposure).matches(".*: [0-3]\\.\\d OK.*");
    }
  }
}
