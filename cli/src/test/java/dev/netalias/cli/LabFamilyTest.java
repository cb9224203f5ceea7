package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.AliasType;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An address family that netalias has never heard of, from a jar, on hosts of the lab. */
class LabFamilyTest {
  private static final String SOURCE =
      """
      package made.up;

      import dev.netalias.alias.AliasType;
      import dev.netalias.net.Address;
      import java.util.Optional;

      public final class TriType implements AliasType {
        public int family() { return 99; }
        public String name() { return "tri"; }
        public Optional<Address> parse(String text) {
          if (!text.matches("[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}")) return Optional.empty();
          byte[] b = new byte[3];
          String[] words = text.split("-");
          for (int i = 0; i < 3; i++) b[i] = (byte) Integer.parseInt(words[i]);
          return Optional.of(Address.of(99, b));
        }
        public String format(Address a) {
          byte[] b = a.bytes();
          return (b[0] & 255) + "-" + (b[1] & 255) + "-" + (b[2] & 255);
        }
        public int classPrefix(Address a) { return 16; }
      }
      """;

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void packTheType() throws Exception {
    Path source = Files.createDirectories(folder.resolve("made/up")).resolve("TriType.java");
    Files.writeString(source, SOURCE);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path core =
        Path.of(AliasType.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    tool(
        "javac", "-proc:none", "-d", classes.toString(), "-cp", core.toString(), source.toString());
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(AliasType.class.getName()), "made.up.TriType\n");
    jar = folder.resolve("tri.jar");
    tool("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
  }

  private static void tool(String name, String... words) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code = ToolProvider.findFirst(name).orElseThrow().run(out, out, words);
    assertThat(code).as(said.toString()).isZero();
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
