package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.contract.MadeUpFamily;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An address family that netalias has never heard of, from a jar, on hosts of the lab. */
class LabFamilyTest {
  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void packTheType() throws IOException {
    jar = MadeUpFamily.pack(folder);
  }

  @Test
  void aThirdFamilyLivesThroughAWholeLife() throws IOException {
    String script =
        """
        ifconfig eth0 10.0.0.1 netmask 255.255.255.0
        ! add eth0:0 1-2-3
        insmod JAR
        insmod ip_alias
        add eth0:0 1-2-3/16
        add eth0:tri 4-5-6
        add eth0:1 10.0.0.9/24
        chain
        expect -x lo->eth0->eth0:0->eth0:tri->eth0:1->0
        list
        expect eth0:0 tri 1-2-3/16
        expect open
        cat /proc/net/aliases
        expect -x 'eth0:0           99     1-2-3                                  '
        expect -x 'eth0:tri         99     4-5-6                                  '
        cat /proc/net/alias_types
        expect -x '99      tri             2      '
        ! rmmod tri
        expect 2
        close eth0:tri
        show eth0:tri
        expect closed
        ! add eth0:2 1-2-3
        set eth0:0 7-8-9/16
        open eth0:tri
        cat /proc/net/aliases
        expect 99 7-8-9
        expect not 1-2-3
        del eth0:0
        set eth0:tri 10.0.0.10/24
        cat /proc/net/alias_types
        expect -x '99      tri             0      '
        expect -x '2       ip              2      '
        rmmod tri
        ! add eth0:3 1-2-3
        on b insmod JAR
        on b open eth0
        on b add eth0:0 1-2-3
        on b close eth0
        on b cat /proc/net/alias_types
        expect -x '99      tri             0      '
        """;

    Path file = Files.writeString(folder.resolve("s.lab"), script.replace("JAR", jar.toString()));
    Ran run = Screen.on(new FakeKernel()).run(List.of("lab", "-q", file.toString()));

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
  }
}
