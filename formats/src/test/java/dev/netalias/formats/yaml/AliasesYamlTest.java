package dev.netalias.formats.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.AliasTypes;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.MistakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasesYamlTest {
  private static final AliasTypes TYPES = AliasTypes.known();

  private static final String WHOLE =
      """
      # What this host answers for.
      version: 1
      x-web: &web
        counters: true
        policy: [allow tcp/80, allow tcp/443]
      devices:
        eth0:
          state: open
          exclusive: true
          probe: false
          aliases:
            - 192.0.2.1/24 # the first
            - 192.0.2.10-192.0.2.19/24
            - name: eth0:web
              address: 192.0.2.2/24
              <<: *web
            - {name: mail, address: "2001:db8::25/64", state: closed, probe: true}
            - {address: 10.0.0.0-10.15.66.63, as: route}
            - {address: 198.51.100.0/24, as: route, whole: true}
            - {name: vm, address: 192.0.2.3/24, as: device, mac: "02:00:00:00:00:12"}
            - {address: 192.0.2.4/24, gateway: 192.0.2.254, prefer-source: true, broadcast: 192.0.2.7}
        eth1: [203.0.113.1]
        eth2:
      """;

  private static Desired read(String text) {
    return AliasesYaml.read(TYPES, "a.yaml", text);
  }

  @Test
  void everythingThatCanBeSaidIsUnderstood() {
    Desired desired = read(WHOLE);

    assertThat(desired.devices())
        .extracting(DesiredDevice::name)
        .containsExactly("eth0", "eth1", "eth2");
    DesiredDevice eth0 = desired.devices().getFirst();
    assertThat(eth0.open()).isTrue();
    assertThat(eth0.exclusive()).isTrue();
    List<DesiredAlias> all = eth0.aliases();
    assertThat(all).hasSize(8);
    assertThat(all.get(0).place()).hasToString("a.yaml:12:9");
    assertThat(all.get(0).manner().probe()).isFalse();
    assertThat(all.get(1).addresses().count()).isEqualTo(10);
    assertThat(all.get(2).tag()).isEqualTo("web");
    assertThat(all.get(2).manner().counters()).isTrue();
    assertThat(all.get(2).manner().policy()).hasToString("allow tcp/80 allow tcp/443 else drop");
    assertThat(all.get(3).closed()).isTrue();
    assertThat(all.get(3).manner().probe()).isTrue();
    assertThat(all.get(4).addresses().count()).isEqualTo(1_000_000);
    assertThat(all.get(4).isWhole()).isFalse();
    assertThat(all.get(5).isWhole()).isTrue();
    assertThat(all.get(6).realisation()).isEqualTo(Realisation.DEVICE);
    assertThat(all.get(7).manner().gateway()).isEqualTo(Address.parse("192.0.2.254"));
    assertThat(all.get(7).manner().preferSource()).isTrue();
    assertThat(desired.devices().get(1).aliases()).hasSize(1);
  }

  @Test
  void whatIsWrittenIsReadAgainAsTheSame() {
    String once = AliasesText.of(TYPES, read(WHOLE));

    assertThat(AliasesText.of(TYPES, read(once))).isEqualTo(once);
    assertThat(read(once).count()).isEqualTo(read(WHOLE).count());
    assertThat(once).contains("- {name: eth0:mail, address: \"2001:db8::25/64\", state: closed");
  }

  @Test
  void anEmptyFileDesiresNothing() {
    assertThat(read("")).isEqualTo(Desired.NOTHING);
    assertThat(read("# nothing yet\n")).isEqualTo(Desired.NOTHING);
    assertThat(read("devices:\n")).isEqualTo(Desired.NOTHING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          device: {} | \
          a.yaml:1:1: a desired state has no key 'device' | \
          did you mean devices?
          devices: {eth0: {alias: []}} | \
          a.yaml:1:18: a device has no key 'alias' | \
          did you mean aliases?
          devices: {eth0: [{adress: 10.0.0.1}]} | \
          a.yaml:1:19: an alias has no key 'adress' | \
          did you mean address?
          devices: {eth0: [{name: web}]} | \
          a.yaml:1:18: an alias needs an 'address' |
          devices: {eth0: [10.0.0.256]} | \
          a.yaml:1:18: '10.0.0.256' is not an address of any known type (ip, ip6) |
          devices: {eth0: [10.0.0.1/33]} | \
          a.yaml:1:18: prefix length 33 of 10.0.0.1 is not 0 to 32 | \
          a length is 0 to 32 for IPv4 and 0 to 128 for IPv6, as in 192.0.2.10/24
          devices: {eth0: [{address: 10.0.0.1, state: shut}]} | \
          a.yaml:1:45: 'state' is open or closed, not 'shut' |
          devices: {eth0: [{address: 10.0.0.1, as: lable}]} | \
          a.yaml:1:42: 'as' is label or route or device, not 'lable' |
          devices: {eth0: [{address: 10.0.0.1, probe: no}]} | \
          a.yaml:1:45: 'probe' is true or false, not 'no' |
          devices: {eth0: [{address: 10.0.0.0/8, as: route}]} | \
          a.yaml:1:28: a local route of one address has no length; 'whole: true' takes a prefix |
          devices: {eth0: [{address: 10.0.0.1, mac: x}]} | \
          a.yaml:1:43: 'mac' is for 'as: device' alone |
          devices: {eth0: [{address: 10.0.0.1-10.0.0.2, name: web}]} | \
          a.yaml:1:53: a range has many names: it takes the slot of its first, a number |
          devices: {eth0: [{address: 10.0.0.1, name: "eth1:1"}]} | \
          a.yaml:1:44: 'eth1:1' is no name of an alias of eth0 |
          devices: {eth0: [{address: 10.0.0.1, address: 10.0.0.2}]} | \
          a.yaml:1:38: 'address' is said twice |
          devices: {eth0: [], eth0: []} | \
          a.yaml:1:21: the device 'eth0' is said twice |
          devices: {"eth/0": []} | \
          a.yaml:1:11: 'eth/0' is not the name of a device: '/' |
          devices: [ | \
          a.yaml:1:11: this is no YAML: expected the node content, but found '<stream end>' |
          version: 2 | \
          a.yaml:1:10: the version is 1, not '2' |
          devices: {eth0: [[10.0.0.1]]} | \
          a.yaml:1:18: an alias is a mapping here: keys with values |
          """)
  void whatIsWrongIsSaidWithLineAndColumn(String text, String message, String hint) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            MistakeException.class,
            wrong -> {
              assertThat(wrong).hasMessage(message);
              assertThat(wrong.hint()).isEqualTo(hint == null ? "" : hint);
              String caret = wrong.excerpt().get(1);
              assertThat(caret.length() - 4).isEqualTo(wrong.place().column());
            });
  }

  @Test
  void aCaretStandsBelowWhatIsWrong() {
    String text = "devices:\n  eth0:\n    aliases:\n      - address: 10.0.0.1\n        nam: web\n";

    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            MistakeException.class,
            wrong ->
                assertThat(wrong.excerpt())
                    .containsExactly("            nam: web", "            ^"));
  }

  @Test
  void anAddressThatEndsWithAColonIsToBePutInQuotes() {
    assertThatThrownBy(() -> read("devices:\n  eth0:\n    - 2001:db8::\n"))
        .isInstanceOfSatisfying(
            MistakeException.class,
            wrong ->
                assertThat(wrong.hint())
                    .isEqualTo(
                        "an address that ends with a colon is put in quotes: \"2001:db8::\""));
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void trapsAreRefusedWithoutMuchWork() {
    StringBuilder laughs = new StringBuilder("x-0: &a0 {address: 10.0.0.1}\n");
    for (int i = 1; i < 40; i++) {
      String before = "*a" + (i - 1);
      laughs.append("x-%d: &a%d {<<: [%s, %s, %s]}\n".formatted(i, i, before, before, before));
    }
    laughs.append("devices: {eth0: [{<<: *a39}]}\n");

    assertThatThrownBy(() -> read(laughs.toString()))
        .isInstanceOf(MistakeException.class)
        .hasMessageContaining("too much is merged");
    assertThatThrownBy(() -> read("[".repeat(100_000)))
        .isInstanceOf(MistakeException.class)
        .hasMessageContaining("nested too deep");
    assertThatThrownBy(() -> read("devices: &a {eth0: *a}")).isInstanceOf(MistakeException.class);
    assertThatThrownBy(() -> read("devices: {eth0: [&a {<<: *a}]}"))
        .isInstanceOf(MistakeException.class);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aHundredThousandAliasesAreReadWhole() {
    StringBuilder text = new StringBuilder("devices:\n  eth0:\n    aliases:\n");
    for (int i = 0; i < 100_000; i++) {
      text.append(
          "      - {name: eth0:%d, address: 10.%d.%d.%d/8}\n"
              .formatted(i, i >> 16, i >> 8 & 255, i & 255));
    }

    assertThat(read(text.toString()).count()).isEqualTo(100_000);
  }

  /** No mutation of a file may end in anything but a result, or a mistake with its line. */
  @Test
  void whateverIsChangedInAFileIsUnderstoodOrSaidToBeWrong() {
    Random random = new Random(20);
    String signs = " \n\t:-{}[]&*!|>'\"%#,?<x01~@`\\\u0000\u00e9\ud83d\ude00";
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(WHOLE);
      for (int j = random.nextInt(6); j >= 0; j--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, signs.charAt(random.nextInt(signs.length())));
          case 2 -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 40)));
        }
      }
      try {
        read(text.toString());
      } catch (MistakeException wrong) {
        assertThat(wrong.place().line()).as("%s of%n%s", wrong.getMessage(), text).isPositive();
      }
    }
  }

  @Test
  void aFolderIsReadInTheOrderOfItsNames(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("aliases.yaml"), "devices: {eth0: [10.0.0.1]}\n");
    Files.createDirectory(folder.resolve("aliases.d"));
    Files.writeString(folder.resolve("aliases.d/20.yaml"), "devices: {eth0: [10.0.0.3]}\n");
    Files.writeString(folder.resolve("aliases.d/10.yaml"), "devices: {eth1: [10.0.0.2]}\n");
    Files.writeString(folder.resolve("aliases.d/10.yaml~"), "no");

    Desired desired = AliasFiles.folder(folder).desired(TYPES);

    assertThat(desired.devices())
        .extracting(DesiredDevice::name)
        .containsExactly("eth0", "eth1", "eth0");
    assertThat(desired.joined().devices()).hasSize(2);
  }
}
