package dev.netalias.contract;

import dev.netalias.NetAlias;
import dev.netalias.testkit.Ran;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace of the running kernel with a name, eth0 and eth1 in it, and another with the
 * other ends. Needs root, and the kernel's module among those that run.
 */
public final class NamespaceHost implements ContractHost {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
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

  @Override
  public void close() {
    net.close();
    outside("ip netns del %s; ip netns del %s-peer".formatted(name, name));
  }
}
