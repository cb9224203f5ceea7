package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} and {@code export}: what is printed, and what is written. */
class FilesTest {
  private static final String INTERFACES =
      """
      auto eth0
      iface eth0 inet static
        address 10.0.0.5/24
        gateway 10.0.0.1

      auto eth0:0
      iface eth0:0 inet static
        address 10.0.0.60/24
      """;

  private final Screen screen = Screen.on(FakeKernel.host());

  @TempDir Path folder;
  private Path interfaces;

  @BeforeEach
  void begin() throws IOException {
    interfaces = folder.resolve("etc/network/interfaces");
    Files.createDirectories(interfaces.getParent());
    Files.writeString(interfaces, INTERFACES);
  }

  private Ran run(String words) {
    return screen.run(words.replace("ROOT", "--root=" + folder));
  }

  private String written() throws IOException {
    return Files.readString(interfaces);
  }

  @Test
  void importPrintsADesiredStateAndTellsWhatStays() {
    assertThat(run("import ROOT"))
        .isEqualTo(
            new Ran(
                0,
                "version: 1\ndevices:\n  eth0:\n    aliases:\n"
                    + "      - {name: eth0:0, address: 10.0.0.60/24}\n",
                "netalias: import: /etc/network/interfaces:2: 10.0.0.5/24 is the own address of"
                    + " eth0 and stays with ifupdown\n"
                    + "netalias: import: /etc/network/interfaces:4: 'gateway 10.0.0.1' of eth0"
                    + " stays with ifupdown\n"));
    Ran json = run("import ifupdown -o json ROOT");
    assertThat(json.err()).isEmpty();
    assertThat(json.out())
        .contains("\"prefix_length\":24", "\"file\":\"/etc/network/interfaces\"", "\"line\":7")
        .contains("{\"file\":\"/etc/network/interfaces\",\"line\":4,\"message\":\"'gateway");
  }

  @Test
  void importNamesTheLineThatTheToolItselfRefuses() throws IOException {
    Files.writeString(interfaces, "auto eth0\niface eth0 inet nonsense\n");
    assertThat(run("import ROOT"))
        .isEqualTo(
            new Ran(
                2, "", "netalias: /etc/network/interfaces:2: 'nonsense' is no method of inet\n"));
  }

  @Test
  void importSaysWhatToDoWhereItFindsNothingOrTooMuch() throws IOException {
    assertThat(run("import nonsense ROOT").err())
        .isEqualTo(
            "netalias: there is no format 'nonsense'; formats: ifupdown, netplan, networkd, nm,"
                + " rc.local\n");
    assertThat(screen.run("import").err())
        .isEqualTo(
            "netalias: a host of the lab has no files; --root DIR names a folder of files\n");
    Path netplan = folder.resolve("etc/netplan/1.yaml");
    Files.createDirectories(netplan.getParent());
    String alias = "{10.0.0.7/24: {label: 'eth0:7'}}";
    Files.writeString(netplan, "network: {ethernets: {eth0: {addresses: [%s]}}}".formatted(alias));
    assertThat(run("import ROOT").err())
        .isEqualTo("netalias: there are files of several formats: ifupdown, netplan; name one\n");
    Files.delete(interfaces);
    assertThat(run("import ROOT").out()).contains("{name: eth0:7, address: 10.0.0.7/24}");
    Files.delete(netplan);
    assertThat(run("import ROOT").exitCode()).isEqualTo(5);
    assertThat(run("import netplan ROOT").err())
        .isEqualTo("netalias: there are no files of netplan; they would be in /etc/netplan\n");
  }

  @Test
  void exportPrintsTheFileOrTheDifferenceAndWritesNothing() throws IOException {
    screen.run("add eth0:1 10.0.0.61/24");
    String added = "\nauto eth0:1\niface eth0:1 inet static\n  address 10.0.0.61/24\n";
    String stays = "netalias: export: /etc/network/interfaces:7: eth0:0 is not wanted, and stays\n";

    assertThat(run("export ifupdown ROOT")).isEqualTo(new Ran(0, INTERFACES + added, stays));
    assertThat(run("--dry-run export ifupdown --write ROOT"))
        .isEqualTo(
            new Ran(
                0,
                """
                --- /etc/network/interfaces
                +++ /etc/network/interfaces
                @@ -6,3 +6,7 @@
                 auto eth0:0
                 iface eth0:0 inet static
                   address 10.0.0.60/24
                +
                +auto eth0:1
                +iface eth0:1 inet static
                +  address 10.0.0.61/24
                """,
                stays));
    assertThat(written()).isEqualTo(INTERFACES);
  }

  @Test
  @Needs(tools = "ifup")
  void exportWritesWholeFilesWithTheirPermissionsAndKeepsWhatWasThere() throws IOException {
    screen.run("add eth0:1 10.0.0.61/24");
    Files.setPosixFilePermissions(interfaces, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(run("export ifupdown --write --prune ROOT"))
        .isEqualTo(
            new Ran(
                0,
                "wrote /etc/network/interfaces, what was in it is in"
                    + " /etc/network/.interfaces.before-netalias\n",
                ""));
    assertThat(written()).contains("eth0:1").doesNotContain("eth0:0");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(interfaces)))
        .isEqualTo("rw-r-----");
    assertThat(interfaces.resolveSibling(".interfaces.before-netalias")).hasContent(INTERFACES);
    assertThat(run("export ifupdown --write ROOT")).isEqualTo(new Ran(0, "nothing to do\n", ""));
    assertThat(run("export ifupdown --write -o json ROOT").out())
        .contains("\"format\":\"ifupdown\",\"written\":true", "\"changed\":false");
  }

  @Test
  @Needs(tools = "netplan")
  void whatTheSystemsOwnToolRefusesIsPutBack() throws IOException {
    Path other = folder.resolve("etc/netplan/1.yaml");
    Files.createDirectories(other.getParent());
    Files.writeString(other, "network: {version: 3}\n");
    screen.run("add eth0:1 10.0.0.61/24");

    Ran ran = run("export netplan --write ROOT");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("netalias: what was written is refused by netplan generate: ")
        .endsWith("; the files are as they were\n");
    assertThat(folder.resolve("etc/netplan/90-netalias.yaml")).doesNotExist();

    Files.writeString(other, "network: {version: 2}\n");
    assertThat(run("export netplan --write ROOT").out())
        .isEqualTo("wrote /etc/netplan/90-netalias.yaml\n");
  }

  @Test
  void whatTheFormatCannotSayIsNamedAndRefusedUnlessTheRestWillDo() throws IOException {
    screen.run("add eth0:1 10.0.0.61/24");
    screen.run("add eth0:2 10.0.0.62/24 --closed");
    String named =
        "netalias: not expressed: /etc/systemd/network: eth0:2: networkd has no word for a closed"
            + " alias\n"
            + "netalias: export: /etc/systemd/network/50-netalias-eth0.network: no file was for eth0"
            + " before: networkd sets it up from now on, with these addresses and no others\n";

    Ran shown = run("export networkd ROOT");
    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.err()).isEqualTo(named);
    assertThat(run("export networkd --write ROOT"))
        .isEqualTo(
            new Ran(
                1,
                "",
                named
                    + "netalias: networkd can't express all that is wanted (1); --partial writes"
                    + " the rest\n"));
    Path file = folder.resolve("etc/systemd/network/50-netalias-eth0.network");
    assertThat(file).doesNotExist();
    assertThat(run("export networkd --write --partial ROOT").exitCode()).isZero();
    assertThat(file)
        .hasContent("[Match]\nName=eth0\n\n[Address]\nAddress=10.0.0.61/24\nLabel=eth0:1\n");
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() {
    Path typo = folder.resolve("tpyo");
    Ran ran = screen.run("export ifupdown --write --root=" + typo);
    assertThat(ran)
        .isEqualTo(
            new Ran(5, "", "netalias: there is no folder %s; --root names one\n".formatted(typo)));
    assertThat(typo).doesNotExist();
  }

  @Test
  void aDesiredStateCanBeExportedFromItsFile() throws IOException {
    Path yaml = folder.resolve("aliases.yaml");
    Files.writeString(
        yaml,
        "version: 1\ndevices:\n  eth1:\n    aliases:\n      - 10.1.0.1-10.1.0.2/16\n"
            + "      - {name: eth1:web, address: 10.1.0.9/16, policy: [allow tcp/80]}\n");
    Ran ran = run("export ifupdown --from=" + yaml + " ROOT");
    assertThat(ran.out())
        .isEqualTo(
            INTERFACES
                + """

                auto eth1:0
                iface eth1:0 inet static
                  address 10.1.0.1/16

                auto eth1:1
                iface eth1:1 inet static
                  address 10.1.0.2/16

                auto eth1:web
                iface eth1:web inet static
                  address 10.1.0.9/16
                """);
    assertThat(ran.err()).contains("not expressed: ", ":6", "'policy' of eth1:web");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void importSavesIntoTheDesiredStateWhatIsNotInIt() throws IOException {
    Path aliases = folder.resolve("etc/netalias/aliases.yaml");
    Files.createDirectories(aliases.getParent());
    Files.writeString(
        aliases, "# mine\nversion: 1\ndevices:\n  eth0:\n    aliases:\n      - 10.0.0.7/24\n");
    Files.writeString(interfaces, INTERFACES + "iface eth0 inet static\n  address 10.0.0.7/24\n");
    screen.below(folder);

    assertThat(screen.run("--dry-run import --save -q").exitCode()).isZero();
    assertThat(aliases).content().doesNotContain("10.0.0.60");
    Ran saved = screen.run("import --save");
    assertThat(saved.exitCode()).as(saved.err()).isZero();
    assertThat(saved.out()).isEqualTo("saved eth0:0 10.0.0.60/24 in " + aliases + "\n");
    assertThat(aliases)
        .content()
        .startsWith("# mine\n")
        .contains("      - 10.0.0.7/24\n", "{name: eth0:0, address: 10.0.0.60/24}");
    assertThat(screen.run("import --save -q").out()).isEqualTo("nothing to do\n");
  }
}
