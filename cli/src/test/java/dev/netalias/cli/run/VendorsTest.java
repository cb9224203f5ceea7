package dev.netalias.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.net.Mac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendorsTest {
  @TempDir private Path folder;

  private Vendors vendors(String text) throws IOException {
    Path list = Files.writeString(folder.resolve("list"), text);
    return new Vendors(List.of(folder.resolve("none"), list));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OUI/MA-L   Organization\n\n00-1B-21   (hex)\t\tIntel Corporate\n",
        "001B21     (base 16)\t\tIntel Corporate\n\t\t\tSanta Clara\n",
        "001B20 Other\n001B21 Intel Corporate\n",
        "# manuf\n00:1B:21\tIntel\tIntel Corporate\n",
        "# hwdb\n\nOUI:001B21*\n ID_OUI_FROM_DATABASE=Intel Corporate\n",
      })
  void eachFormOfAListIsRead(String text) throws IOException {
    Vendors vendors = vendors(text);
    assertThat(vendors.named(Mac.parse("00:1b:21:12:34:56")))
        .isEqualTo("00:1b:21:12:34:56 (Intel Corporate)");
    assertThat(vendors.of(Mac.parse("00:1b:22:12:34:56"))).isEmpty();
  }

  @Test
  void theLongestPrefixTells() throws IOException {
    Mac mac = Mac.parse("70:b3:d5:7a:80:01");
    assertThat(
            vendors(
                    "OUI:70B3D5*\n ID_OUI_FROM_DATABASE=IEEE\n\nOUI:70B3D57A8*\n"
                        + " ID_OUI_FROM_DATABASE=Small\n")
                .of(mac))
        .contains("Small");
    assertThat(vendors("70:B3:D5\tIeee\tIEEE\n70:B3:D5:7A:80:00/36\tSmall\tSmall\n").of(mac))
        .contains("Small");
  }

  @Test
  void anAddressThatIsMadeUpIsCalledSo() {
    Vendors none = new Vendors(List.of());
    assertThat(none.of(Mac.parse("02:00:00:00:00:01"))).contains("locally administered");
    assertThat(none.named(Mac.parse("00:00:5e:00:01:07"))).isEqualTo("00:00:5e:00:01:07");
  }
}
