package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code announce --watch} tells of as time goes by. */
@Needs(
    value = Need.NETNS,
    tools = {"ip", "bash", "mvn"})
class AnnounceTest {
  @TempDir private Path folder;

  @Test
  void anAliasThatWasDeletedIsToldOfNoMoreAndADeviceTellsOfWhatCame() throws IOException {
    try (StateHost host = new StateHost(folder)) {
      Ran ran =
          host.shell(
              """
              cd %1$s
              $netalias add eth0:a 10.0.0.1/24 -q --no-probe --no-announce
              $netalias add eth0:b 10.0.0.2/24 -q --no-probe --no-announce
              $netalias announce eth0:b eth0 --watch >said 2>told & watching=$!
              trap 'kill $watching; wait' EXIT
              await grep -q 'eth0:a 10.0.0.1 announced' said
              grep -c '10.0.0.2 announced' said
              $netalias del -q eth0:b
              $netalias add eth0:c 10.0.0.3/24 -q --no-probe --no-announce
              carries() { [ "$(cat /sys/class/net/eth0/carrier)" = "$1" ]; }
              ip netns exec %2$s-peer ip link set peer down
              await carries 0
              ip netns exec %2$s-peer ip link set peer up
              await grep -q 'eth0:c 10.0.0.3 announced' said
              grep -c '10.0.0.1 announced' said
              grep -c '10.0.0.2 announced' said
              cat told
              """
                  .formatted(folder, host.name()));

      assertThat(ran.out())
          .isEqualTo("1\n2\n1\nnetalias: note: not announced: there is no alias 'eth0:b'\n");
      assertThat(host.netalias("announce lo --watch"))
          .isEqualTo(new Ran(1, "", "netalias: lo has no neighbours that could be told\n"));
    }
  }
}
