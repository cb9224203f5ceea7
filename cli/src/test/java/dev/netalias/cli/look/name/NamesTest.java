package dev.netalias.cli.look.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.cli.look.name.Lookup.Failed;
import dev.netalias.cli.look.name.Lookup.Found;
import dev.netalias.net.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {
  @TempDir Path folder;
  private Names names = new Names(HostNames.SYSTEM);

  @BeforeEach
  void writeNetworks() throws IOException {
    Path file = folder.resolve("networks");
    Files.writeString(
        file,
        """
        # networks
        loopback 127.0.0.0
        short\t192.168   brief curt # with other names
        incomplete
        wrong 300.0.0.0
        """);
    names = new Names(HostNames.SYSTEM, new Networks(file));
  }

  private static Address address(String text) {
    return Address.parse(text);
  }

  @Test
  void aNumberIsNeverLookedUp() {
    assertThat(names.inet("10.1", true)).isEqualTo(new Found(address("10.0.0.1"), false));
  }

  @Test
  void digitsAndDotsThatAreNoAddressAreAskedOfNobody() {
    for (String text : List.of("10.0.0.256", "1.2.3.4.5", "4294967296", "10..1")) {
      assertThat(names.inet(text, false)).as(text).isEqualTo(new Failed("Unknown host"));
      assertThat(names.inet(text, true)).as(text).isEqualTo(new Failed("Unknown host"));
    }
  }

  @Test
  void defaultIsANetwork() {
    assertThat(names.inet("default", true)).isEqualTo(new Found(address("0.0.0.0"), true));
  }

  @Test
  void networksComeFromTheirFile() {
    assertThat(names.inet("loopback", false)).isEqualTo(new Found(address("127.0.0.0"), true));
    assertThat(names.inet("short", false)).isEqualTo(new Found(address("192.168.0.0"), true));
    assertThat(names.inet("CURT", false)).isEqualTo(new Found(address("192.168.0.0"), true));
    assertThat(names.ofNetwork(address("192.168.0.0"))).isEqualTo("short");
    assertThat(names.ofNetwork(address("192.168.1.0"))).isEqualTo("192.168.1.0");
  }

  @Test
  void hostsComeFromTheSystem() {
    assertThat(names.inet("localhost", true)).isEqualTo(new Found(address("127.0.0.1"), false));
    assertThat(names.ofHost(address("127.0.0.1"))).isEqualTo("localhost");
  }

  @Test
  void aNameThatIsEmptyOrOfTheOtherFamilyIsNobodys() {
    assertThat(names.inet("", false)).isEqualTo(new Failed("Unknown server error"));
    assertThat(names.inet("2001:db8::1", true)).isEqualTo(new Failed("Unknown host"));
    assertThat(new Failed("Unknown server error").tell("")).isEqualTo("Unknown server error\n");
    assertThat(new Failed("Unknown host").tellOfInet6("x"))
        .isEqualTo("getaddrinfo: x: -2\nx: Unknown host\n");
  }

  @Test
  void withoutTheFileThereAreNoNetworks() {
    Names none = new Names(HostNames.SYSTEM, new Networks(folder.resolve("none")));
    assertThat(none.ofNetwork(address("127.0.0.0"))).isEqualTo("127.0.0.0");
  }
}
