package dev.netalias.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import dev.netalias.plan.journal.Recovery;
import dev.netalias.testkit.KilledProgram;
import dev.netalias.testkit.Need;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of a process that was killed in the middle of a commit comes to one of two ends. */
@Needs(
    value = {Need.ROOT, Need.NETNS},
    tools = {"ip", "sysctl"},
    linkTypes = "macvlan")
class RecoveryTest {
  private static final String SETUP =
      """
      link set lo up
      link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
      link add w0 address 02:00:00:00:00:03 type veth peer name w1 address 02:00:00:00:00:04
      link set v0 addrgenmode none
      link set v1 addrgenmode none
      link set w0 addrgenmode none
      link set w1 addrgenmode none
      link set v0 up
      link set v1 up
      link set w0 up
      link set w1 up
      addr add 10.0.0.1/24 brd + dev v0
      addr add 10.0.1.1/24 brd + dev v0 label v0:2
      addr add 10.0.0.10/24 brd + dev v0 label v0:0
      addr add 10.0.0.11/24 brd + dev v0 label v0:1
      addr add 10.0.1.2/24 brd + dev v0 label v0:3
      addr add 10.0.0.12/24 brd + dev v0 label v0:b
      addr add 10.0.1.3/24 brd + dev v0 label v0:4
      addr add 10.7.0.1/24 brd + dev w0
      addr add 10.7.0.2/24 brd + dev w0 label w0:0
      addr add 10.7.1.2/24 brd + dev w0 label w0:1
      addr add 2001:db8::1/64 dev v0 nodad
      route add 10.101.0.0/16 via 10.0.0.200 src 10.0.0.10
      route append 10.101.0.0/16 via 10.0.0.201
      route add 10.102.0.0/16 via 10.0.1.200 src 10.0.1.1
      route add 10.103.0.0/16 via 10.0.1.200 table 1000 src 10.0.1.1
      route add 10.104.0.0/16 via 10.7.1.200 src 10.7.1.2
      route add default via 10.0.0.254
      neigh add 10.0.1.200 lladdr 02:00:00:00:00:c8 dev v0
      neigh add 10.7.1.200 lladdr 02:00:00:00:00:c9 dev w0
      """;

  private static final String EVERYTHING =
      """
      until [ -z "$(ip -6 -o addr show tentative)" ]; do sleep 0.02; done
      ip -o -d addr show | sed 's/ valid_lft .*//; s/ promiscuity .*//; s/state [A-Z]*//'
      ip -4 -d route show table all | sed 's/ linkdown//; s/ dead//'
      ip -6 -d route show table all | sed 's/ linkdown//; s/ dead//' | sort
      ip -o -d link show | sed 's/NO-CARRIER,//; s/,LOWER_UP//; s/state [A-Z]*//; s/M-DOWN,*//'
      (ip neigh show nud permanent; ip neigh show proxy) | sort
      grep -H . /proc/sys/net/ipv4/conf/[vw]*/promote_secondaries
      grep -H . /proc/sys/net/ipv4/conf/[vw]*/arp_* /proc/sys/net/ipv4/conf/[vw]*/rp_filter
      """;

  private final List<String> namespaces = new ArrayList<>();
  private final String prefix = "netalias-killed-" + ProcessHandle.current().pid() + "-";

  @AfterEach
  void removeNamespaces() {
    Ran.of("sh", "-c", "for n; do ip netns del $n; done", "sh", String.join(" ", namespaces));
    Ran.of(
        "sh", "-c", "ip netns | sed -n 's/^\\(" + prefix + "[^ ]*\\).*/netns del \\1/p' | ip -b -");
  }

  private String fresh(String suffix) {
    String name = prefix + suffix;
    namespaces.add(name);
    Ran.of(
            "sh",
            "-ec",
            """
            ip netns add $0
            ip netns exec $0 sysctl -qw net.ipv6.conf.all.accept_dad=0 \\
              net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
            ip -n $0 -b - <<END
            %s
            END
            """
                .formatted(SETUP),
            name)
        .orFail();
    try (NetAlias net = NetAlias.inNamespace(name)) {
      net.run(d -> {
        d.create(Commits.creation("v0:v6", "2001:db8::6/64", Realisation.LABEL));
        d.create(Commits.creation("v0:c", "10.0.5.1/24", Realisation.LABEL));
        d.close(d.alias("v0:c"));
        d.create(Commits.creation("v0:old", "10.8.0.1/24", Realisation.DEVICE));
        for (int i = 0; i < 4; i++) {
          String tag = "v0:" + (1000 + i);
          d.create(Commits.creation(tag, "10.20.0." + i, Realisation.ROUTE));
        }
      });
    }
    return name;
  }

  private static List<String> everything(String namespace) {
    String shown = Ran.of("ip", "netns", "exec", namespace, "sh", "-ec", EVERYTHING).orFail().out();
    try (LinuxKernel kernel = LinuxKernel.open(namespace)) {
      List<String> lines = new ArrayList<>(shown.lines().toList());
      kernel.snapshot(EnumSet.noneOf(Part.class)).registry().entries().stream()
          .map(Object::toString)
          .forEach(lines::add);
      return lines;
    }
  }

  @Test
  void aProcessThatIsKilledAtAnyChangeOfFiftyLeavesWhatCanBeUndoneAndFinished() throws Exception {
    List<String> before = everything(fresh("0"));
    int steps = killed(Map.of(0, KilledProgram.NEVER)).steps().get(0);
    List<String> after = everything(prefix + 0);
    assertThat(after).isNotEqualTo(before);
    assertThat(steps).isGreaterThan(50);
    Map<Integer, Integer> stops = new TreeMap<>();
    for (int i = 1; i <= 2 * steps; i++) {
      fresh(Integer.toString(i));
      stops.put(i, (i - 1) / 2);
    }
    assertThat(killed(stops).ended()).isEmpty();

    int found = 0;
    for (int i : stops.keySet()) {
      Recovery.End end = i % 2 == 0 ? Recovery.End.UNDONE : Recovery.End.FINISHED;
      String namespace = prefix + i;
      try (NetAlias net = NetAlias.inNamespace(namespace)) {
        Optional<Unfinished> left = net.unfinished();
        if (left.isEmpty()) {
          assertThat(everything(namespace))
              .as("killed at %d, before it began", stops.get(i))
              .isEqualTo(before);
          continue;
        }
        found++;
        assertThat(left.get().origin().command()).isEqualTo("netalias batch " + namespace);
        assertThatThrownBy(() -> net.add("v1:0", "10.99.0.1"))
            .isInstanceOf(Unfinished.InTheWay.class);
        net.recover(end, Kernel.Progress.NONE);
        assertThat(everything(namespace))
            .as("killed at %d of %d, %s", stops.get(i), steps, end)
            .isEqualTo(end == Recovery.End.UNDONE ? before : after);
        assertThat(net.unfinished()).isEmpty();
        net.add("v1:0", "10.99.0.1");
      }
    }
    assertThat(found).isGreaterThan(2 * 50);
  }

  private KilledProgram.Came killed(Map<Integer, Integer> stops) {
    return KilledProgram.run(Commits.class, List.of(prefix), KilledProgram.NETALIAS, stops);
  }

  /** Commits the same plan in many network namespaces at once. */
  static final class Commits {
    private Commits() {}

    /** Something of everything, in an order in which few neighbours are of one sort. */
    static void operations(Draft d) {
      d.delete(d.alias("v0:2"));
      create(d, "v0:five", "10.0.0.50/24", Realisation.LABEL);
      d.readdress(d.alias("v0:0"), Prefix.parse("10.0.2.10/24"), null);
      create(d, "v0:new", "10.9.0.2/24", Realisation.DEVICE);
      d.close(d.alias("v0:1"));
      create(d, "v0:six", "2001:db8::66/64", Realisation.LABEL);
      d.delete(d.alias("v0:v6"));
      d.create(creation("v0:2000", "10.30.0.0", Realisation.ROUTE).as(Realisation.ROUTE));
      d.delete(d.alias("v0:old"));
      d.open(d.alias("v0:c"));
      d.readdressMain("v0", InterfaceAddress.of(v0(d), Prefix.parse("10.0.0.2/24"), "v0"));
      d.change("w1", d.mainState("w1").withMtu(1400));
      d.delete(d.alias("v0:1001"));
      create(d, "v0:seven", "10.0.7.1/24", Realisation.LABEL);
      d.close(d.alias("v0:1002"));
      create(d, "v0:eight", "2001:db8::88/64", Realisation.LABEL);
      d.delete(d.alias("v0:b"));
      d.create(creation("v0", "10.40.0.0", Realisation.ROUTE), 3);
      d.change("w0", d.mainState("w0").withFlag(Link.NO_ARP, true));
      create(d, "v0:nine", "10.0.9.1/24", Realisation.LABEL);
      d.deleteAll("w0");
      d.closeMain("w0");
      create(d, "v0:ten", "10.0.10.1/24", Realisation.LABEL);
      d.delete(d.alias("v0:3"));
      create(d, "v0:own", "10.11.1.2/24", Realisation.DEVICE);
      d.delete(d.alias("v0:1003"));
      create(d, "v0:last", "10.0.0.13/24", Realisation.LABEL);
    }

    private static dev.netalias.kernel.state.Device v0(Draft d) {
      return d.view().snapshot().link("v0").orElseThrow().device();
    }

    private static void create(Draft d, String name, String address, Realisation realisation) {
      d.create(creation(name, address, realisation));
    }

    static Creation creation(String name, String address, Realisation realisation) {
      Creation wanted = Creation.parse(AliasTypes.known(), name, address);
      return switch (realisation) {
        case LABEL -> wanted;
        case ROUTE -> wanted.as(Realisation.ROUTE);
        case DEVICE -> wanted.withDevice(own(wanted.address()));
      };
    }

    /** With a MAC address that is the same in every run. */
    private static Creation.OwnDevice own(Address address) {
      Mac mac = Mac.of((byte) 2, (byte) 0, (byte) 9, (byte) 0, (byte) 0, address.bytes()[1]);
      return new Creation.OwnDevice(Creation.OwnDevice.USUAL.type(), mac);
    }

    private static void commit(String namespace) {
      try (NetAlias net = NetAlias.over(LinuxKernel.open(namespace))) {
        net.kernel().onBehalfOf("netalias batch " + namespace);
        net.run(Commits::operations);
      }
    }

    /** In the namespaces of these numbers, whose names begin with the first argument. */
    public static void main(String[] arguments) {
      KilledProgram.threads(arguments, number -> commit(arguments[0] + number));
    }
  }
}
