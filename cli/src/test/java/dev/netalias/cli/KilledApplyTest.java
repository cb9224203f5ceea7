package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.NetAlias;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.linux.LinuxKernel;
import dev.netalias.testkit.KilledProgram;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code apply}, {@code recover} and {@code rollback} are killed at every step that they take, and
 * come to one of two ends all the same: the kernel, the registry and what is kept of applied
 * states. Batches of messages and files in their place are steps.
 */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "nft", "sysctl"},
    linkTypes = "macvlan")
class KilledApplyTest {
  private static final String BEFORE =
      """
      devices:
        eth0:
          - {name: web, address: 10.0.0.11/24, policy: [allow tcp/80]}
          - {name: stays, address: 10.0.0.12/24}
          - {name: goes, address: 10.0.1.13/24, policy: [allow tcp/22]}
          - {name: moves, address: 10.0.2.14/24}
          - {name: closes, address: 10.0.3.15/24}
          - {name: opens, address: 10.0.4.16/24, state: closed}
          - {name: six, address: "2001:db8::6/64"}
          - {name: sixgoes, address: "2001:db8::7/64"}
          - {name: dev, address: 10.8.0.1/24, as: device, mac: "02:00:00:00:09:01"}
          - {name: 1000, address: 10.20.0.0-10.20.0.5, as: route}
          - {name: 2000, address: 10.21.0.0/24, as: route, whole: true}
          - {name: uncounted, address: 10.0.5.1/24, counters: false}
        eth1:
          - 10.1.0.1-10.1.0.6/24
          - {name: gw, address: 10.1.1.1/24, gateway: 10.1.1.254}
          - {name: plain, address: 10.1.2.1/24}
      """;
  private static final String AFTER =
      """
      devices:
        eth0:
          - {name: web, address: 10.0.0.11/24, policy: [allow tcp/80, allow tcp/443]}
          - {name: stays, address: 10.0.0.12/24}
          - {name: moves, address: 10.0.12.14/24, policy: [allow icmp]}
          - {name: closes, address: 10.0.3.15/24, state: closed}
          - {name: opens, address: 10.0.4.16/24}
          - {name: six, address: "2001:db8:1::6/64"}
          - {name: sixnew, address: "2001:db8::8/64"}
          - {name: newdev, address: 10.9.0.1/24, as: device, mac: "02:00:00:00:09:02"}
          - {name: 1000, address: 10.20.0.0-10.20.0.2, as: route}
          - {name: 1003, address: 10.20.1.3, as: route, state: closed}
          - {name: 3000, address: 10.22.0.0-10.22.0.9, as: route}
          - {name: uncounted, address: 10.0.5.1/24, counters: true}
          - {name: new, address: 10.0.6.1/24, policy: [allow tcp/25 from 10.0.0.0/8]}
        eth1:
          - 10.1.0.4-10.1.0.12/24
          - {name: gw, address: 10.1.1.1/24, gateway: 10.1.1.253}
          - {name: plain, address: 10.1.2.1/24, gateway: 10.1.2.254}
          - {name: late, address: 10.1.3.1/24, state: closed}
      """;
  private static final String SETUP =
      """
      sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
      ip -b - <<END
      link set lo up
      link add eth0 address 02:00:00:00:00:01 type veth peer name p0 address 02:00:00:00:00:02
      link add eth1 address 02:00:00:00:00:03 type veth peer name p1 address 02:00:00:00:00:04
      link set eth0 addrgenmode none
      link set eth1 addrgenmode none
      link set p0 addrgenmode none
      link set p1 addrgenmode none
      link set p0 up
      link set p1 up
      link set eth0 up
      link set eth1 up
      addr add 10.0.0.1/24 brd + dev eth0
      addr add 10.1.0.99/24 brd + dev eth1 label eth1:hand
      route add 10.101.0.0/16 via 10.0.0.200
      END
      """;

  private static final String QUIET = " -q --no-probe --no-announce";

  /** What was to become a journal may lie there still, in nobody's way. */
  private static final String NEXT_JOURNAL = ".journal.new";

  private final String prefix = "netalias-apply-" + ProcessHandle.current().pid() + "-";

  @TempDir private Path folder;

  @AfterEach
  void removeNamespaces() {
    Ran.of(
        "sh", "-c", "ip netns | sed -n 's/^\\(" + prefix + "[^ ]*\\).*/netns del \\1/p' | ip -b -");
  }

  private Screen screen(int number) {
    return Screen.in(prefix + number).below(folder.resolve("" + number));
  }

  private void run(int number, String line) {
    assertThat(screen(number).run(line)).as(line + " in " + number).isEqualTo(new Ran(0, "", ""));
  }

  private void wants(int number, String state) {
    try {
      Path etc = Files.createDirectories(folder.resolve(number + "/etc/netalias"));
      Files.writeString(etc.resolve("aliases.yaml"), state);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A host with the first state, that is to have the second. */
  private void fresh(int number) {
    Ran.of("ip", "netns", "add", prefix + number).orFail();
    Ran.of("ip", "netns", "exec", prefix + number, "sh", "-ec", SETUP).orFail();
    wants(number, BEFORE);
    run(number, "apply" + QUIET);
    wants(number, AFTER);
  }

  /** What there is on a host: in the kernel, in the registry, on the disk. */
  private List<String> everything(int number) {
    List<String> all = new ArrayList<>();
    try (Kernel kernel = LinuxKernel.open(prefix + number)) {
      Snapshot now = kernel.snapshot(EnumSet.allOf(Part.class));
      now.links().forEach(link -> all.add("%s %s".formatted(link.device(), link.isUp())));
      now.addresses().stream()
          .filter(a -> a.local().family() == 2)
          .map(Object::toString)
          .forEach(all::add);
      now.addresses().stream()
          .filter(a -> a.local().family() == 10)
          .map(Object::toString)
          .sorted() // the kernel puts the newest first; what order they have, the registry knows
          .forEach(all::add);
      now.routes().stream().map(Object::toString).sorted().forEach(all::add);
      now.neighbours().stream().filter(Neighbour::isSet).forEach(n -> all.add(n.toString()));
      now.registry().entries().forEach(entry -> all.add(entry.toString()));
      now.rules().all().stream()
          .map(Object::toString)
          .sorted() // among those of one priority the newest is the last
          .forEach(all::add);
      kept(kernel.identity()).forEach(all::add);
    }
    String list = screen(number).run("list -o json").orFail().out();
    all.add(list.replaceAll("_(packets|bytes)\":\\d+", "_$1"));
    String table =
        Ran.of("ip", "netns", "exec", prefix + number, "nft", "-s", "list", "ruleset").out();
    table.lines().map(String::strip).sorted().forEach(all::add);
    try (Stream<Path> files = Files.walk(folder.resolve(number + "/var"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.add(file.getFileName().toString());
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("# when: "))
            .forEach(all::add);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return all;
  }

  /** What lies beside the registry. */
  private static List<String> kept(String identity) {
    try (Stream<Path> files = Files.list(Path.of("/run/netalias"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith(identity))
          .map(file -> file.substring(identity.length()))
          .sorted()
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private boolean isUnfinished(int number) {
    try (NetAlias net = NetAlias.inNamespace(prefix + number)) {
      return net.unfinished().isPresent();
    }
  }

  private static void each(IntStream numbers, IntConsumer work) {
    numbers.parallel().forEach(work);
  }

  /** Runs one command on hosts with an even number and one on the others. */
  private KilledProgram.Came killed(String even, String odd, Map<Integer, Integer> stops) {
    return KilledProgram.run(
        Commands.class,
        List.of(prefix, folder.toString(), even, odd),
        KilledProgram.NETALIAS,
        stops);
  }

  private int steps(int number, String command) {
    return killed(command, command, Map.of(number, KilledProgram.NEVER)).steps().get(number);
  }

  @Test
  void whateverIsKilledAtWhicheverStepComesToOneOfTwoEnds() {
    String apply = "apply" + QUIET;
    fresh(0);
    List<String> before = everything(0);
    int steps = steps(0, apply);
    List<String> after = everything(0);
    assertThat(after).isNotEqualTo(before);
    int back = steps(0, "rollback -q --force");
    List<String> rolledBack = everything(0);

    int last = 2 * steps;
    each(IntStream.rangeClosed(1, last), this::fresh);
    Map<Integer, Integer> stops = new TreeMap<>();
    IntStream.rangeClosed(1, last).forEach(i -> stops.put(i, (i - 1) / 2));
    assertThat(killed(apply, apply, stops).ended()).isEmpty();

    Map<Integer, Integer> again = new TreeMap<>();
    List<Integer> unbegun = new ArrayList<>();
    for (int i = 1; i <= last; i++) {
      if (isUnfinished(i)) {
        again.put(i, again.size() / 2 * 7 % (steps + steps / 2));
      } else {
        unbegun.add(i);
      }
    }
    killed("recover -q", "recover -q --finish", again);
    each(again.keySet().stream().mapToInt(i -> i), i -> comesToItsEnd(i, before, after));
    each(unbegun.stream().mapToInt(i -> i), i -> beginsAnew(i, before, after));
    assertThat(steps).isGreaterThan(40);
    assertThat(unbegun).hasSizeLessThan(20);

    Map<Integer, Integer> rollbacks = new TreeMap<>();
    again.keySet().forEach(i -> rollbacks.put(i, rollbacks.size() / 2 % (back + 1)));
    killed("rollback -q --force", "rollback -q --force", rollbacks);
    each(
        rollbacks.keySet().stream().mapToInt(i -> i),
        i -> {
          boolean begun = isUnfinished(i);
          boolean undo = i % 2 == 0;
          run(i, undo ? "recover -q" : "recover -q --finish");
          List<String> end = everything(i);
          end.remove(NEXT_JOURNAL);
          if (begun) {
            assertThat(end).as("host %d", i).isEqualTo(undo ? after : rolledBack);
          } else {
            assertThat(end).as("host %d", i).isIn(after, rolledBack);
          }
        });
  }

  private void beginsAnew(int number, List<String> before, List<String> after) {
    List<String> now = everything(number);
    now.remove(NEXT_JOURNAL);
    assertThat(now).as("host %d, before it began", number).isEqualTo(before);
    run(number, "apply" + QUIET);
    assertThat(everything(number)).as("host %d, at last", number).isEqualTo(after);
  }

  private void comesToItsEnd(int number, List<String> before, List<String> after) {
    boolean undo = number % 2 == 0;
    run(number, undo ? "recover -q --undo" : "recover -q --finish");
    assertThat(everything(number)).as("host %d", number).isEqualTo(undo ? before : after);
    assertThat(screen(number).run("drift -q").exitCode()).isEqualTo(undo ? 1 : 0);
    if (undo) {
      run(number, "apply" + QUIET);
      assertThat(everything(number)).as("host %d, at last", number).isEqualTo(after);
    }
  }

  /** The commands that are killed. */
  static final class Commands {
    private Commands() {}

    /** Names of hosts begin with the first argument, their files lie below the second. */
    public static void main(String[] arguments) {
      KilledProgram.threads(
          arguments,
          number -> {
            Screen screen =
                Screen.on(LinuxKernel.open(arguments[0] + number))
                    .below(Path.of(arguments[1], "" + number));
            Ran ran = screen.run(arguments[number % 2 == 0 ? 2 : 3]);
            if (!ran.equals(new Ran(0, "", ""))) {
              throw new AssertionError(number + ": " + ran);
            }
          });
    }
  }
}
