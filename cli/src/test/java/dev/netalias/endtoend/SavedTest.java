package dev.netalias.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The files of the desired state where something is in the way of saving or of reading them. */
@Needs(
    value = Need.NETNS,
    tools = {"ip", "bash", "mvn", "python3"})
class SavedTest extends StateTest {
  private void sayBeside(String text) throws IOException {
    Files.writeString(folder.resolve("etc/aliases.d/x.yaml"), text);
  }

  /** The second file can't be written: the first, written before it, is as it was, to the byte. */
  @Test
  void whatABatchSavesIsSavedWholeOrNotAtAll() throws IOException {
    host.say("# mine\ndevices: {eth0: [{name: a, address: 10.0.0.1/24}]}\n");
    sayBeside("devices: {eth0: [{name: b, address: 10.0.0.2/24}]}\n");
    String before = host.said();

    Ran ran =
        host.shell(
            """
            mount --bind %1$s/etc/aliases.d %1$s/etc/aliases.d
            mount -o remount,bind,ro %1$s/etc/aliases.d
            printf 'add eth0:a 10.0.0.11/24 --save
            add eth0:c 10.0.0.13/24 --save
            add eth0:b 10.0.0.12/24 --save' | $netalias batch -
            echo "batch $?"
            $netalias list -o json
            """
                .formatted(folder));

    assertThat(ran.out()).isEqualTo("batch 1\n[]\n");
    assertThat(ran.err()).contains("x.yaml' can't be written: ", "Read-only file system");
    assertThat(host.said()).isEqualTo(before);
  }

  @Test
  void aBatchWritesTheFileOnce() throws IOException {
    host.say("devices: {eth0: [{name: kept, address: 10.0.0.200/24}]}\n");
    String lines =
        IntStream.rangeClosed(1, 40)
            .mapToObj("add eth0:%1$d 10.0.0.%1$d/24 --save -q\n"::formatted)
            .collect(Collectors.joining());
    String again = "del eth0:40\nadd eth0:40 10.0.0.99/24 --save\n";
    Files.writeString(folder.resolve("lines"), lines.replace(" -q", "") + again);

    Ran ran =
        host.shell(
            """
            python3 - %1$s/etc <<'end' &
            import ctypes, os, struct, sys
            libc = ctypes.CDLL(None)
            seen = libc.inotify_init()
            libc.inotify_add_watch(seen, sys.argv[1].encode(), 0x80)  # IN_MOVED_TO
            open("%1$s/watched", "w").close()
            count = 0
            while True:
                events = os.read(seen, 65536)
                while events:
                    length = struct.unpack("iIII", events[:16])[3]
                    name = events[16:16 + length].rstrip(b"\\0")
                    events = events[16 + length:]
                    if name == b"end":
                        print("written", count, flush=True)
                        sys.exit()
                    count += name == b"aliases.yaml"
            end
            await test -e %1$s/watched
            $netalias batch %1$s/lines -q --no-probe --no-announce
            touch %1$s/ended && mv %1$s/ended %1$s/etc/end
            wait
            """
                .formatted(folder));

    assertThat(ran.out()).as(ran.err()).isEqualTo("written 1\n");
    assertThat(host.said())
        .isEqualTo(
            "devices: {eth0: [{name: kept, address: 10.0.0.200/24},"
                + " {name: eth0:1, address: 10.0.0.1-10.0.0.39/24},"
                + " {name: eth0:40, address: 10.0.0.99/24}]}\n");
  }

  @Test
  void aRangeWhoseAliasesAllChangedAlikeStaysARange() throws IOException {
    host.say("devices:\n  eth0:\n    - {name: 0, address: 10.0.0.1-10.0.0.200/24}\n");
    host.netalias("apply -q").orFail();
    host.shell("$netalias close eth0:{0..199}").orFail();

    host.netalias("save -q").orFail();

    assertThat(host.said())
        .isEqualTo(
            "devices:\n  eth0:\n"
                + "    - {name: 0, address: 10.0.0.1-10.0.0.200/24, state: closed}\n");
  }

  @Test
  void whoMayNotSaveCanHoldNobodyUp() throws IOException {
    Path lock = folder.resolve("etc/.lock");
    Files.createFile(
        lock, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    host.netalias("add eth0:a 10.0.0.1/24").orFail();

    host.netalias("save").orFail();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)))
        .isEqualTo("rw-------");
    Files.delete(lock);
    host.netalias("forget eth0:a").orFail();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsNamedTwiceIsSavedAndForgottenOnce() throws IOException {
    host.netalias("add eth0:0 10.0.0.1/24").orFail();

    assertThat(host.netalias("save eth0:0 eth0 eth0:00").out().lines()).hasSize(1);
    assertThat(host.netalias("forget eth0:0 eth0:00").out().lines()).hasSize(1);
  }

  @Test
  void aLinkThatLeadsNowhereIsNamed() throws IOException {
    host.netalias("add eth0:0 10.0.0.1/24").orFail();
    Path file = folder.resolve("etc/aliases.yaml");
    Files.createSymbolicLink(file, Path.of("/nowhere/aliases.yaml"));

    assertThat(host.netalias("save"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "netalias: '%s' can't be written: it is a link to '/nowhere/aliases.yaml', which is"
                        .formatted(file)
                    + " not there\n"));
    assertThat(file).isSymbolicLink();
  }

  @Test
  void aDeviceIsOpenedWhateverIsWrongInTheSavedState() throws IOException {
    host.say("devices:\n  eth0:\n    aliases:\n      - adress: 10.0.0.1\n");
    host.shell("ip link set eth0 down").orFail();

    Ran opened = host.netalias("open eth0");

    assertThat(opened.exitCode()).as(opened.err()).isZero();
    assertThat(opened.err())
        .contains("warning: what is saved is not brought back: ", "has no key 'adress'");
    assertThat(host.shell("ip link show eth0 up").out()).contains("eth0");

    host.say("devices: {eth0: [10.0.0.1, 10.0.0.1]}\n");
    host.shell("ip link set eth0 down").orFail();
    assertThat(host.netalias("open eth0").orFail().err()).contains("is said twice");
  }

  /** It has no name, and so no folder in /etc/netns: there is nothing saved of it. */
  @Test
  void aNetworkNamespaceWithoutANameHasNoDesiredState() throws IOException {
    Files.writeString(folder.resolve("new.yaml"), "devices: {eth0: [10.0.0.1/24]}\n");

    Ran ran =
        host.shell(
            """
            unset CONFIGURATION_DIRECTORY
            sleep 60 & holder=$!
            trap 'kill $holder' EXIT
            there="$netalias --netns /proc/$holder/ns/net"
            $there drift %1$s/new.yaml
            $there plan %1$s/new.yaml | grep -c 10.0.0.1
            $there apply -q %1$s/new.yaml; echo "apply $?"
            $there history | wc -l
            $there -q down eth0 && $there up eth0; echo "up $?"
            $there list -o json
            $there plan; echo "plan $?"
            """
                .formatted(folder));

    assertThat(ran.out())
        .isEqualTo(
            """
            eth0 10.0.0.1/24 is not there
            3
            apply 0
            2
            up 0
            []
            plan 2
            """);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains("is to have is said nowhere; name a FILE");
  }

  @Test
  void historiesOfOtherBootsGoWhereOneIsWritten() throws IOException {
    Path gone = folder.resolve("var/77-00000000-0000-0000-0000-000000000000");
    Path foreign = folder.resolve("var/notes");
    for (Path each : new Path[] {gone, foreign, folder.resolve("var/host")}) {
      Files.createDirectories(each);
      Files.writeString(each.resolve("000001.yaml"), "# mine\n");
    }
    host.say("devices: {eth0: [10.0.0.1/24]}\n");

    host.netalias("plan").orFail();
    assertThat(gone).exists();
    host.netalias("apply").orFail();

    assertThat(gone).doesNotExist();
    assertThat(foreign.resolve("000001.yaml")).exists();
    assertThat(folder.resolve("var/host/000001.yaml")).exists();
    assertThat(host.netalias("history").out().lines()).hasSize(2);
  }

  /** The state that waits was applied in another boot: it is not confirmed. */
  @Test
  void aDryRunOfABootShowsWhichStateComesAndChangesNoFile() throws IOException {
    host.say("devices: {eth0: {counters: false, aliases: [10.0.0.1/24]}}\n");
    host.netalias("apply -q").orFail();
    host.say("devices: {eth0: {counters: false, aliases: [10.0.0.2/24]}}\n");

    Ran ran =
        host.shell(
            """
            $netalias apply -q --confirm 600
            sed -i 's/^# boot: .*/# boot: another/' $STATE_DIRECTORY/*/unconfirmed
            ip addr flush dev eth0
            files() { find $STATE_DIRECTORY -type f | sort | xargs sha256sum; }
            files >%1$s/before
            $netalias apply --boot --dry-run
            files | diff %1$s/before - && echo same
            """
                .formatted(folder));

    assertThat(ran.out())
        .isEqualTo("ip addr add 10.0.0.1/24 brd 10.0.0.255 dev eth0 label eth0:0\nsame\n");
    assertThat(ran.err()).contains("nobody confirmed it");
    host.netalias("apply --boot -q").orFail();
    assertThat(host.addresses()).isEqualTo("10.0.0.1/24 ");
  }
}
