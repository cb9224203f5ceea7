package dev.netalias.linux;

import dev.netalias.testkit.Ran;

/** Runs programs, in the network namespace of the calling thread. */
public final class Shell {
  private Shell() {}

  /** Runs shell commands, the first failing one ending them; their output. */
  public static String run(String commands) {
    return Ran.of("sh", "-ec", commands).orFail().out();
  }

  /** A pair of open devices v0 and v1, connected, without the addresses that come by themselves. */
  public static void veth() {
    run(
        """
        ip link set lo up
        ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
        ip link set v0 addrgenmode none
        ip link set v1 addrgenmode none
        ip link set v0 up
        ip link set v1 up
        """);
    awaitUp();
  }

  /** Waits until both of the pair carry: the kernel tells of a carrier in its own time. */
  public static void awaitUp() {
    run(
        """
        for v in v0 v1; do
          until ip -o link show $v | grep -q 'state UP'; do sleep 0.02; done
        done
        """);
  }
}
