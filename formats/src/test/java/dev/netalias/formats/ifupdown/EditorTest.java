package dev.netalias.formats.ifupdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Note;
import dev.netalias.formats.RefusedException;
import dev.netalias.formats.Root;
import dev.netalias.formats.Wish;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Prefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of interfaces files: what they change, and that they change nothing else. */
class EditorTest {
  private static final Path MAIN = Path.of("/etc/network/interfaces");
  private static final int FILES = 300;

  private static final String FILE =
      """
      # The loopback network interface
      auto lo
      iface lo inet loopback

      auto eth0 eth0:0  eth0:1
      iface eth0 inet static
          address 192.168.1.5/24
          gateway 192.168.1.1

      # web
      iface eth0:0 inet static
          address 192.168.1.60/24 # the old one
          netmask 255.255.255.0

      iface eth0:1 inet static
          address 192.168.1.61/24
          up echo hello
      """;

  @TempDir Path folder;
  private Root root;

  @BeforeEach
  void begin() throws IOException {
    root = new Root(folder);
    Files.createDirectories(folder.resolve("etc/network/interfaces.d"));
  }

  @Test
  void whatIsDeclaredAlreadyChangesNoByteWhateverTheFileIsLike() throws IOException {
    int aliases = 0;
    for (long seed = 0; seed < FILES; seed++) {
      String text = GeneratedInterfaces.of(seed);
      write(text);
      List<Declared> declared;
      try {
        declared = declared();
      } catch (RefusedException refused) {
        continue;
      }
      aliases += declared.size();
      assertThat(after(edit(declared))).as("seed %d", seed).isEqualTo(text);
    }
    assertThat(aliases).isGreaterThan(FILES / 3);
  }

  @Test
  void addingAndRemovingLeavesEveryByteAsItWas() throws IOException {
    Declared wanted = Declared.alias("eth0", "77", Prefix.parse("203.0.113.77/24"));
    for (long seed = 0; seed < FILES; seed++) {
      String text = GeneratedInterfaces.of(seed);
      write(text);
      List<Declared> before;
      try {
        before = declared();
      } catch (RefusedException refused) {
        continue;
      }
      List<Declared> more = new ArrayList<>(before);
      more.add(wanted);
      write(after(edit(more)));
      assertThat(declared()).as("seed %d\n%s", seed, text).containsAll(more);

      Edited without = edit(before, true);
      assertThat(without.unexpressed()).as("seed %d", seed).isEmpty();
      assertThat(after(without)).as("seed %d", seed).isEqualTo(text);
    }
  }

  @Test
  void aNewAliasComesAfterTheOthersOfItsDeviceWithTheirIndent() throws IOException {
    write(FILE);
    assertThat(
            changed(list -> {
              list.add(Declared.alias("eth0", "2", Prefix.parse("192.168.1.62/24")));
              list.add(
                  Declared.alias("eth0", "six", Prefix.parse("2001:db8::6/64")).withOpen(false));
              list.add(route("7", "10.0.0.7/32"));
              list.add(route("web", "10.1.0.0/16"));
              return list;
            }))
        .isEqualTo(
            FILE
                + """

                auto eth0:2
                iface eth0:2 inet static
                    address 192.168.1.62/24

                iface eth0:six inet manual
                    up ip addr add 2001:db8::6/64 dev eth0
                    down ip addr del 2001:db8::6/64 dev eth0

                auto eth0:7
                iface eth0:7 inet manual
                    up ip route add local 10.0.0.7 dev eth0 table local proto 78 metric 8
                    down ip route del local 10.0.0.7 dev eth0 table local proto 78 metric 8

                auto eth0:web
                iface eth0:web inet manual
                    up ip route add local 10.1.0.0/16 dev eth0 table local proto 78 metric 4294967295
                    down ip route del local 10.1.0.0/16 dev eth0 table local proto 78 metric 4294967295
                """);
  }

  @Test
  void whatWasWrittenIsReadAsWhatWasWanted() throws IOException {
    write(FILE);
    List<Declared> wanted = declared();
    wanted.add(Declared.alias("eth0", "2", Prefix.parse("192.168.1.62/32")));
    wanted.add(Declared.alias("eth0", "3", Prefix.parse("192.168.1.63/31")));
    wanted.add(
        Declared.alias("eth0", "4", Prefix.parse("192.168.1.64/24"))
            .withBroadcast(Prefix.parse("192.168.1.200").address()));
    wanted.add(Declared.alias("eth0", "six", Prefix.parse("2001:db8::6/64")).withOpen(false));
    wanted.add(route("7", "10.0.0.7/32"));
    wanted.add(route("web", "10.1.0.0/16"));
    write(after(edit(wanted)));

    assertThat(declared()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void aReaddressedAliasKeepsItsPlaceAndItsOtherLines() throws IOException {
    write(FILE);
    assertThat(
            change(list ->
                list.replaceAll(a ->
                    Declared.alias("eth0", a.tag(), Prefix.parse("10.0.0." + a.tag() + "/8")))))
        .isEqualTo(
            FILE.replace(
                    "address 192.168.1.60/24 # the old one\n    netmask 255.255.255.0\n",
                    "address 10.0.0.0/8\n")
                .replace("address 192.168.1.61/24", "address 10.0.0.1/8"));
  }

  @Test
  void aClosedAliasIsOneThatNoLineRaises() throws IOException {
    write(FILE);
    String closed = FILE.replace("auto eth0 eth0:0  eth0:1", "auto eth0");
    assertThat(change(list -> list.replaceAll(a -> a.withOpen(false)))).isEqualTo(closed);

    write(closed);
    assertThat(change(list -> list.replaceAll(a -> a.withOpen(true))))
        .isEqualTo(
            closed
                .replace("iface eth0:0", "auto eth0:0\niface eth0:0")
                .replace("iface eth0:1", "auto eth0:1\niface eth0:1"));
  }

  @Test
  void whatNobodyWantsStaysAndIsToldUnlessItIsPruned() throws IOException {
    write(FILE);
    Edited kept = edit(List.of(), false);
    assertThat(after(kept)).isEqualTo(FILE);
    assertThat(texts(kept.notes()))
        .containsExactly(
            "/etc/network/interfaces:11: eth0:0 is not wanted, and stays",
            "/etc/network/interfaces:15: eth0:1 is not wanted, and stays");

    Edited pruned = edit(List.of(), true);
    assertThat(after(pruned))
        .isEqualTo(
            FILE.substring(0, FILE.indexOf("iface eth0:0"))
                    .replace("auto eth0 eth0:0  eth0:1", "auto eth0 eth0:1")
                + "\n"
                + FILE.substring(FILE.indexOf("iface eth0:1")));
    assertThat(texts(pruned.unexpressed()))
        .containsExactly(
            "/etc/network/interfaces:15: eth0:1 is to go, and is declared by more than a stanza of its own");
  }

  @Test
  void anAliasInASourcedFileIsChangedThere() throws IOException {
    write("source interfaces.d/*\n\nauto eth0\niface eth0 inet manual\n");
    Files.writeString(
        folder.resolve("etc/network/interfaces.d/web"),
        "auto eth0:web\niface eth0:web inet static\n  address 10.0.0.1/8\n");
    List<Declared> wanted = declared();
    wanted.replaceAll(a -> Declared.alias("eth0", "web", Prefix.parse("10.0.0.2/8")));

    Edited edited = edit(wanted);
    assertThat(edited.files().stream().filter(Edited.File::isChanged).map(f -> f.path().toString()))
        .containsExactly("/etc/network/interfaces.d/web");
    assertThat(new String(edited.files().getLast().after(), StandardCharsets.ISO_8859_1))
        .isEqualTo("auto eth0:web\niface eth0:web inet static\n  address 10.0.0.2/8\n");
  }

  @Test
  void anAliasWithADeviceIsAStanzaWithTheCommandsThatMakeIt() throws IOException {
    write("auto eth0\niface eth0 inet manual\n");
    Declared vm =
        Declared.alias("eth0", "vm", Prefix.parse("10.0.0.4/8"))
            .withDevice(OwnDevice.of("private", "02:00:00:00:00:12"));
    String written = changed(none -> List.of(vm));
    assertThat(written)
        .isEqualTo(
            """
            auto eth0
            iface eth0 inet manual

            auto eth0:vm
            iface eth0:vm inet manual
            \tup ip link add link eth0 name eth0-vm address 02:00:00:00:00:12 type macvlan mode private
            \tup ip link set dev eth0-vm alias eth0:vm
            \tup sysctl -q net.ipv4.conf.eth0-vm.rp_filter=2
            \tup sysctl -q net.ipv4.conf.eth0-vm.arp_announce=2
            \tup sysctl -q net.ipv4.conf.eth0-vm.arp_ignore=1
            \tup ip addr add 10.0.0.4/8 brd 10.255.255.255 dev eth0-vm
            \tup ip link set dev eth0-vm up
            \tdown ip link del dev eth0-vm
            """);
    write(written);
    assertThat(declared()).containsExactly(vm);
    assertThat(new Ifupdown().read(root, null).notes()).isEmpty();
    assertThat(changed(same -> same)).isEqualTo(written);
    Declared any =
        Declared.alias("eth0", "vm", vm.prefix()).withDevice(OwnDevice.of("private", null));
    assertThat(changed(mac -> List.of(any))).as("any MAC address").isEqualTo(written);

    Declared moved =
        Declared.alias("eth0", "vm", Prefix.parse("10.9.0.4/16")).withDevice(OwnDevice.USUAL);
    assertThat(changed(old -> List.of(moved)))
        .isEqualTo(
            written
                .replace(" address 02:00:00:00:00:12", "")
                .replace("mode private", "mode bridge")
                .replace("10.0.0.4/8 brd 10.255.255.255", "10.9.0.4/16 brd 10.9.255.255"));
    assertThat(after(edit(List.of(), true))).isEqualTo("auto eth0\niface eth0 inet manual\n");
  }

  @Test
  void aSourcedFileTakesWhatIsNewWhetherItIsThereOrNot() throws IOException {
    String text =
        "source interfaces.d/*\nauto eth0:0\niface eth0:0 inet static\n  address 10.0.0.1/8\n";
    write(text);
    Path extra = Path.of("/etc/network/interfaces.d/extra");
    List<Declared> wanted = declared();
    wanted.add(Declared.alias("eth0", "1", Prefix.parse("10.0.0.2/8")));
    Wish wish = new Wish(wanted, List.of(), false);
    String added = "auto eth0:1\niface eth0:1 inet static\n\taddress 10.0.0.2/8\n";

    Edited edited = new Ifupdown().edit(root, extra, wish);
    assertThat(edited.files()).extracting(Edited.File::path).containsExactly(MAIN, extra);
    assertThat(after(edited)).isEqualTo(text);
    assertThat(edited.files().getLast().after()).asString().isEqualTo(added);

    Files.writeString(folder.resolve("etc/network/interfaces.d/extra"), "# mine\n");
    edited = new Ifupdown().edit(root, extra, wish);
    assertThat(edited.files().getLast().after()).asString().isEqualTo("# mine\n\n" + added);

    edited = new Ifupdown().edit(root, Path.of("/srv/interfaces"), wish);
    assertThat(after(edited)).as("a configuration of its own").contains("eth0:0", "eth0:1");
  }

  @Test
  void theNameOfAStanzaThatIsNoAliasIsTaken() throws IOException {
    String text = "auto eth0:0\niface eth0:0 inet dhcp\n";
    write(text);
    Edited edited =
        edit(
            List.of(
                Declared.alias("eth0", "", Prefix.parse("10.0.0.1/8")),
                Declared.alias("eth0", "0", Prefix.parse("10.0.0.2/8"))));
    assertThat(after(edited))
        .isEqualTo(text + "\nauto eth0:1\niface eth0:1 inet static\n\taddress 10.0.0.1/8\n");
    assertThat(texts(edited.unexpressed()))
        .containsExactly(
            "/etc/network/interfaces:2: eth0:0 is wanted, and has a stanza that says something else:"
                + " change that by hand");
  }

  @Test
  void whatCannotBeSaidIsNamed() throws IOException {
    write(
        "iface eth0 inet static\n address 10.0.0.1/8\n up ip addr add 10.0.0.2/8 dev eth0 label eth0:2\n");
    List<Declared> wanted =
        List.of(
            Declared.alias("eth0", "1", Prefix.parse("10.0.0.1/8")),
            Declared.alias("eth0", "2", Prefix.parse("10.0.0.3/8")),
            Declared.alias("eth0", "machine-seven", Prefix.parse("10.0.0.4/8"))
                .withDevice(OwnDevice.USUAL));

    Edited edited = edit(wanted);
    assertThat(edited.files().getFirst().isChanged()).isFalse();
    assertThat(texts(edited.unexpressed()))
        .containsExactly(
            "/etc/network/interfaces: eth0:machine-seven: its device would be named eth0-machine-seven,"
                + " and such a name has at most 15 bytes",
            "/etc/network/interfaces:1: eth0:1 is wanted, and declared here as the own address of eth0",
            "/etc/network/interfaces:3: eth0:2 is to be 10.0.0.3/8, and is declared by more than a stanza of"
                + " its own: change that by hand");
  }

  private static Declared route(String tag, String prefix) {
    return Declared.alias("eth0", tag, Prefix.parse(prefix))
        .as(Realisation.ROUTE)
        .withBroadcast(null);
  }

  private void write(String text) throws IOException {
    Files.write(
        folder.resolve("etc/network/interfaces"), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<Declared> declared() {
    return new ArrayList<>(
        new Ifupdown().read(root, null).found().stream().map(found -> found.declared()).toList());
  }

  private String change(Consumer<List<Declared>> change) {
    List<Declared> wanted = declared();
    change.accept(wanted);
    return after(edit(wanted));
  }

  private String changed(UnaryOperator<List<Declared>> change) {
    return after(edit(change.apply(declared())));
  }

  private Edited edit(List<Declared> wanted) {
    Edited edited = edit(wanted, false);
    assertThat(edited.notes()).isEmpty();
    return edited;
  }

  private Edited edit(List<Declared> wanted, boolean prune) {
    return new Ifupdown().edit(root, MAIN, new Wish(wanted, List.of(), prune));
  }

  private static String after(Edited edited) {
    return new String(edited.files().getFirst().after(), StandardCharsets.ISO_8859_1);
  }

  private static List<String> texts(List<Note> notes) {
    return notes.stream().map(Note::toString).toList();
  }
}
