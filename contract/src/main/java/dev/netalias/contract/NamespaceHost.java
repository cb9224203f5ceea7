package dev.netalias.contract;

import dev.netalias.NetAlias;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.Plan;
import dev.netalias.testkit.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A network namespace of the running kernel with a name, eth0 and eth1 in it, and another with the
 * other ends. Needs root, and the kernel's module among those that run.
 */
public final class NamespaceHost implements ContractHost {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final String NEIGHBOUR = "10.9.0.9/24";
  private static final Pattern ANSWER = Pattern.compile("reply from \\S+ \\[([0-9A-Fa-f:]+)]");

  private final String name;
  private boolean hasNeighbour;
  private final NetAlias net;

  /** A fresh one. */
  public NamespaceHost() {
    name = "netalias-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.getAndIncrement());
    outside(
        """
        ip netns add NAME
        ip netns add NAME-peer
        ip -n NAME -b - <<END
        link set lo up
        link add eth0 type veth peer name peer0 netns NAME-peer
        link add eth1 type veth peer name peer1 netns NAME-peer
        link set eth0 up
        link set eth1 up
        END
        ip -n NAME-peer -b - <<END
        link set peer0 up
        link set peer1 up
        END
        """
            .replace("NAME", name));
    net = NetAlias.inNamespace(name);
  }

  /** Its name, as {@code ip netns} has it. */
  public String name() {
    return name;
  }

  private static void outside(String commands) {
    Ran.of("sh", "-ec", commands).orFail();
  }

  /** Runs shell commands in it; their output. */
  public String run(String commands) {
    return Ran.of("ip", "netns", "exec", name, "sh", "-ec", commands).orFail().out();
  }

  @Override
  public NetAlias net() {
    return net;
  }

  @Override
  public void unregister(String device) {
    outside("ip -n %s link del %s".formatted(name, device));
  }

  @Override
  public void rename(String device, String newName) {
    outside("ip -n %s link set %s name %s".formatted(name, device, newName));
  }

  private Ran neighbour(String... command) {
    if (!hasNeighbour) {
      hasNeighbour = true;
      outside("ip -n %s-peer addr add %s dev peer0".formatted(name, NEIGHBOUR));
    }
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", name + "-peer"));
    words.addAll(List.of(command));
    return Ran.of(words.toArray(String[]::new));
  }

  @Override
  public Set<String> answering(String address) {
    // Two answers, or as long as it takes to know that nobody answers.
    String out = neighbour("arping", "-b", "-I", "peer0", "-c", "2", "-w", "3", address).out();
    return ANSWER
        .matcher(out)
        .results()
        .map(answer -> answer.group(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public boolean isReached(String address) {
    return neighbour("ping", "-q", "-c", "2", "-i", "0.2", "-w", "20", address).exitCode() == 0;
  }

  /** A registry outlives its namespace, and thousands of them are thousands of files. */
  private void forget() {
    List<Entry> all = net.kernel().snapshot(Set.of()).registry().entries();
    if (!all.isEmpty()) {
      net.kernel().commit(new Plan(all.stream().<Change>map(EntryChange::remove).toList()));
    }
  }

  @Override
  public void close() {
    forget();
    net.close();
    outside("ip netns del %s; ip netns del %s-peer".formatted(name, name));
  }
}
