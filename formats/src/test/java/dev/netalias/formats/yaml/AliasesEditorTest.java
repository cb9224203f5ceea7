package dev.netalias.formats.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.plan.Addresses;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasesEditorTest {
  private static final AliasTypes TYPES = AliasTypes.known();

  private static final String TEXT =
      """
      # Kept by hand.
      x-web: &web {counters: true}   # for all of them

      devices:
          eth0:            # the uplink
              aliases:
              # the first
              - 192.0.2.1/24     # one
              - name: eth0:web
                address: 192.0.2.2/24
                <<: *web

              # the last
              - {name: mail, address: 192.0.2.3/24}

          eth1: [203.0.113.1, 203.0.113.2,
                 203.0.113.3]
          eth2:
          eth3: {exclusive: true}
      # the end
      """;

  private static DesiredAlias alias(String tag, String address) {
    return DesiredAlias.of(tag, Addresses.parse(TYPES, address), Place.NOWHERE);
  }

  private static String added(String text, String device, DesiredAlias... aliases) {
    AliasesEditor editor = new AliasesEditor(TYPES, "a.yaml", text);
    editor.add(device, List.of(aliases));
    return editor.result();
  }

  private static String replaced(String text, String device, int number, DesiredAlias... others) {
    AliasesEditor editor = new AliasesEditor(TYPES, "a.yaml", text);
    DesiredDevice of =
        AliasesYaml.read(TYPES, "a.yaml", text).devices().stream()
            .filter(d -> d.name().equals(device))
            .findFirst()
            .orElseThrow();
    editor.replace(device, of.aliases().get(number), List.of(others));
    return editor.result();
  }

  @Test
  void oneMoreComesBehindTheLastAsThatIsWritten() {
    assertThat(added(TEXT, "eth0", alias("5", "192.0.2.5/24")))
        .isEqualTo(
            TEXT.replace(
                "- {name: mail, address: 192.0.2.3/24}\n",
                "- {name: mail, address: 192.0.2.3/24}\n"
                    + "        - {name: eth0:5, address: 192.0.2.5/24}\n"));
    assertThat(added(TEXT, "eth1", alias(null, "203.0.113.9")))
        .isEqualTo(TEXT.replace("203.0.113.3]", "203.0.113.3, 203.0.113.9]"));
  }

  @Test
  void aDeviceWithoutAliasesGetsAList() {
    assertThat(added(TEXT, "eth2", alias(null, "10.0.0.1")))
        .isEqualTo(TEXT.replace("    eth2:\n", "    eth2:\n      aliases:\n        - 10.0.0.1\n"));
    assertThat(added(TEXT, "eth3", alias(null, "10.0.0.1")))
        .isEqualTo(TEXT.replace("{exclusive: true}", "{exclusive: true, aliases: [10.0.0.1]}"));
    assertThat(added("devices:\n  eth0:\n    state: open\n", "eth0", alias("a", "10.0.0.1")))
        .isEqualTo(
            "devices:\n  eth0:\n    state: open\n    aliases:\n"
                + "      - {name: eth0:a, address: 10.0.0.1}\n");
  }

  @Test
  void aDeviceThatIsNotSaidIsAdded() {
    assertThat(added(TEXT, "eth9", alias("0", "10.0.0.1/8")))
        .isEqualTo(
            TEXT.replace(
                "    eth3: {exclusive: true}\n",
                "    eth3: {exclusive: true}\n    eth9:\n      aliases:\n"
                    + "        - {name: eth9:0, address: 10.0.0.1/8}\n"));
    assertThat(added("", "eth0", alias(null, "10.0.0.1")))
        .isEqualTo("devices:\n  eth0:\n    aliases:\n      - 10.0.0.1\n");
    assertThat(added("# mine\nversion: 1", "eth0", alias(null, "10.0.0.1")))
        .isEqualTo("# mine\nversion: 1\ndevices:\n  eth0:\n    aliases:\n      - 10.0.0.1\n");
    assertThat(added("devices: {eth1: []}\n", "eth0", alias(null, "10.0.0.1")))
        .isEqualTo("devices: {eth1: [], eth0: [10.0.0.1]}\n");
  }

  @Test
  void whatIsTakenOutTakesNothingAlong() {
    assertThat(replaced(TEXT, "eth0", 0))
        .isEqualTo(TEXT.replace("        - 192.0.2.1/24     # one\n", ""));
    assertThat(replaced(TEXT, "eth0", 1))
        .isEqualTo(
            TEXT.replace(
                "        - name: eth0:web\n          address: 192.0.2.2/24\n"
                    + "          <<: *web\n",
                ""));
    assertThat(replaced(TEXT, "eth0", 2))
        .isEqualTo(TEXT.replace("        - {name: mail, address: 192.0.2.3/24}\n", ""));
    assertThat(replaced(TEXT, "eth1", 0)).isEqualTo(TEXT.replace("203.0.113.1, ", ""));
    assertThat(replaced(TEXT, "eth1", 2)).isEqualTo(TEXT.replace(",\n           203.0.113.3", ""));
    assertThat(replaced("devices: {eth0: [10.0.0.1]}\n", "eth0", 0))
        .isEqualTo("devices: {eth0: []}\n");
    assertThat(replaced("devices:\n  eth0:\n    - 10.0.0.1\n", "eth0", 0))
        .isEqualTo("devices:\n  eth0:\n");
  }

  @Test
  void anotherIsWrittenInThePlaceOfOne() {
    assertThat(replaced(TEXT, "eth0", 0, alias(null, "192.0.2.8/24"), alias("x", "192.0.2.9/24")))
        .isEqualTo(
            TEXT.replace(
                "        - 192.0.2.1/24     # one\n",
                "        - 192.0.2.8/24\n"
                    + "        - {name: eth0:x, address: 192.0.2.9/24}     # one\n"));
    assertThat(replaced(TEXT, "eth1", 1, alias(null, "203.0.113.7")))
        .isEqualTo(TEXT.replace("203.0.113.2", "203.0.113.7"));
  }

  @Test
  void severalDevicesComeIntoATextThatHasNone() {
    for (String text : List.of("", "# mine\n", "# mine", "devices:\n", "devices: {}\n")) {
      AliasesEditor editor = new AliasesEditor(TYPES, "a.yaml", text);
      editor.add("eth0", List.of(alias(null, "10.0.0.1")));
      editor.add("eth1", List.of(alias("x", "10.1.0.1"), alias("y", "10.1.0.2")));
      editor.add("eth2", List.of(alias(null, "10.2.0.1")));
      String after = editor.result();
      assertThat(after).contains("eth0", "eth1:x", "eth1:y", "10.2.0.1").doesNotContain("\n\n");
      assertThat(after).containsOnlyOnce("devices:");
    }
  }

  @Test
  void aMappingChangesInTheKeysThatSayOtherwiseAlone() {
    DesiredAlias web =
        AliasesYaml.read(TYPES, "a.yaml", TEXT).devices().getFirst().aliases().get(1);
    assertThat(replaced(TEXT, "eth0", 1, web.with(Addresses.parse(TYPES, "192.0.2.9/25"))))
        .isEqualTo(TEXT.replace("192.0.2.2/24", "192.0.2.9/25"));
    String closed = replaced(TEXT, "eth0", 1, web.withClosed(true));
    assertThat(closed).isEqualTo(TEXT.replace("<<: *web\n", "<<: *web\n          state: closed\n"));
    assertThat(replaced(closed, "eth0", 1, web)).isEqualTo(TEXT);

    String flow =
        "w: &w {probe: false}\ndevices: {eth0: [{address: 10.0.0.1/8, state: closed, <<: *w}]}\n";
    flow = flow.replace("w: &w", "x-w: &w");
    DesiredAlias one =
        AliasesYaml.read(TYPES, "a.yaml", flow).devices().getFirst().aliases().getFirst();
    String open = replaced(flow, "eth0", 0, one.withClosed(false));
    assertThat(open).isEqualTo(flow.replace(", state: closed", ""));
    assertThat(replaced(open, "eth0", 0, one)).isEqualTo(open.replace("*w}", "*w, state: closed}"));
  }

  @Test
  void aCommaBehindTheLastKeyStaysBehindTheLast() {
    String text = "devices: {eth0: {exclusive: false, aliases: [{address: 10.0.0.1/8,},],},}\n";
    DesiredAlias one =
        AliasesYaml.read(TYPES, "a.yaml", text).devices().getFirst().aliases().getFirst();
    String closed = replaced(text, "eth0", 0, one.withClosed(true));
    assertThat(closed).isEqualTo(text.replace("/8,}", "/8, state: closed,}"));
    assertThat(replaced(closed, "eth0", 0, one)).isEqualTo(text);
    assertThat(added(text, "eth0", alias(null, "10.0.0.2")))
        .isEqualTo(text.replace("/8,},]", "/8,}, 10.0.0.2,]"));
    assertThat(added(text, "eth1", alias(null, "10.0.0.2")))
        .isEqualTo(text.replace("],},}", "],}, eth1: [10.0.0.2],}"));
    assertThat(added("devices: {eth0: {exclusive: true,}}\n", "eth0", alias(null, "10.0.0.2")))
        .isEqualTo("devices: {eth0: {exclusive: true, aliases: [10.0.0.2],}}\n");

    String noted = "devices:\n  eth0:\n    - {address: 10.0.0.1/8, # here\n       }\n";
    assertThat(replaced(noted, "eth0", 0, one.withClosed(true)))
        .isEqualTo(noted.replace("/8, #", "/8, state: closed, #"));
  }

  private static DesiredAlias first(String text) {
    return AliasesYaml.read(TYPES, "a.yaml", text).devices().getFirst().aliases().getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\n  name: eth0:1, # two\n  address: 10.0.0.3/24 # addr\n  <, state: closed>}",
        "{\n  name: eth0:1, # two\n<  state: closed,\n>  address: 10.0.0.3/24 # addr\n  }",
        "{name: eth0:1, # two\n  address: 10.0.0.3/24<,> # addr\n  <state: closed> }",
        "{name: eth0:1, # two\n  <state: closed, >address: 10.0.0.3/24 # addr\n  }",
        "{<state: closed, >name: eth0:1, # two\n  address: 10.0.0.3/24 # addr\n  }",
        "&a {name: eth0:1, address: 10.0.0.3/24<, state: closed>} # two, addr",
      })
  void whatIsTakenOutFromWithinBracesLeavesTheComments(String item) {
    String text = "devices:\n eth0:\n - " + item + "\n";
    String closed = text.replace("<", "").replace(">", "");
    String open = replaced(closed, "eth0", 0, first(closed).withClosed(false));
    assertThat(first(open).closed()).isFalse();
    assertThat(open).contains("two", "addr").doesNotContain("closed");
    assertThat(open.replaceAll("\\s", ""))
        .isEqualTo(text.replaceAll("(?s)<.*?>", "").replaceAll("\\s", ""));
    assertThat(first(replaced(open, "eth0", 0, first(closed))).closed()).isTrue();
  }

  @Test
  void aListOfLinesChangesInTheLinesThatSayOtherwise() {
    String head = "devices:\n  eth0:\n    - name: eth0:1\n      address: 10.0.0.1/8\n";
    String ssh = "        - allow tcp/22 # ssh\n";
    String web = "        # web\n        - allow tcp/80\n";
    String end = "      # end\n      state: closed\n";
    String both = head + "      policy: # ours\n" + ssh + web + end;
    String one = head + "      policy: # ours\n" + ssh + "        # web\n" + end;
    assertThat(replaced(both, "eth0", 0, first(one))).isEqualTo(one);
    assertThat(replaced(one, "eth0", 0, first(both)))
        .isEqualTo(one.replace(ssh, ssh + "        - \"allow tcp/80\"\n"));
    String other = both.replace("tcp/80", "tcp/443");
    assertThat(replaced(both, "eth0", 0, first(other)))
        .isEqualTo(both.replace("allow tcp/80", "\"allow tcp/443\""));
    assertThat(replaced(both, "eth0", 0, first(head + end))).isEqualTo(head + end);
    String unended = (head + "      policy:\n" + ssh).stripTrailing();
    assertThat(replaced(unended, "eth0", 0, first(both).withClosed(false)))
        .isEqualTo(unended + "\n        - \"allow tcp/80\"\n");
  }

  @Test
  void anAnchorThatOthersTakeIsNotChangedForOneAlone() {
    String text =
        "devices:\n  eth0:\n    - &a {address: 10.0.0.1/8, probe: false}\n"
            + "    - {<<: *a, address: 10.0.0.2/8}\n";
    assertThat(replaced(text, "eth0", 0, first(text.replace("0.1/8", "0.3/8"))))
        .isEqualTo(text.replace("0.1/8", "0.3/8"));
    DesiredAlias closed = first(text).withClosed(true);
    assertThatThrownBy(() -> replaced(text, "eth0", 0, closed)).isInstanceOf(AliasException.class);
  }

  @Test
  void manyChangesOfOneTextAreMadeTogether() {
    AliasesEditor editor = new AliasesEditor(TYPES, "a.yaml", TEXT);
    List<DesiredDevice> devices = AliasesYaml.read(TYPES, "a.yaml", TEXT).devices();
    for (DesiredAlias alias : devices.get(1).aliases()) {
      editor.replace("eth1", alias, List.of());
    }
    editor.replace("eth0", devices.get(0).aliases().get(2), List.of());
    editor.add("eth0", List.of(alias(null, "10.0.0.1"), alias(null, "10.0.0.2")));

    assertThat(editor.result())
        .contains("eth1: []\n")
        .contains("        - 10.0.0.1\n        - 10.0.0.2\n")
        .contains("# the last\n")
        .doesNotContain("mail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-l: &l [10.0.0.1]\ndevices:\n  eth0: {aliases: *l}\n  eth1: {aliases: *l}\n",
        "devices:\n  eth0: &d\n    - 10.0.0.1\n  eth1: *d\n",
        "devices: {eth0: [&a {address: 10.0.0.1}], eth1: [*a]}\n"
      })
  void whatAnAnchorStandsForIsNotChangedBehindTheBackOfOthers(String text) {
    assertThatThrownBy(() -> replaced(text, "eth0", 0))
        .isInstanceOf(AliasException.class)
        .hasMessageContaining("a.yaml");
    assertThatThrownBy(() -> replaced(text, "eth1", 0)).isInstanceOf(AliasException.class);
  }

  @Test
  void textsWithOtherLineEndsAndOtherSignsAreKeptToo() {
    String text = "# \u00fcber \ud83d\ude00\r\ndevices:\r\n  eth0:\r\n    - 10.0.0.1\r\n";

    assertThat(added(text, "eth0", alias(null, "10.0.0.2").as(Realisation.ROUTE)))
        .isEqualTo(text + "    - {address: 10.0.0.2, as: route}\r\n");
    assertThat(replaced(text, "eth0", 0)).isEqualTo(text.replace("    - 10.0.0.1\r\n", ""));
  }
}
