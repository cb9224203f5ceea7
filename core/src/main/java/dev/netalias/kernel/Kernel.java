package dev.netalias.kernel;

import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.link.Neighbourhood;
import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Namespaces;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.net.Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network stack: one network namespace of a running kernel, or one that lives in this process.
 *
 * <p>A kernel may be used by several threads; {@link #exclusive} is what keeps a reading, the plan
 * made from it and its commit together.
 */
public interface Kernel extends AutoCloseable {
  /**
   * Reads what is there: {@code ip link}, {@code ip addr}, {@code ip route}, {@code ip neigh}.
   * Needs no permission. Registry entries whose main device is gone are left out; the others carry
   * the device's present name, so that they follow a renaming.
   *
   * @param parts what to read besides devices and the registry
   * @throws KernelException where the kernel can't be asked
   */
  Snapshot snapshot(Set<Part> parts);

  /**
   * Makes all the changes of a plan, in their order, or none: where one fails, those before it are
   * taken back, the last first, and what then still differs from before is put right.
   *
   * <ul>
   *   <li>Consecutive changes of one sort (record and addition, removal or replacement) may be sent
   *       together; a change of another sort is sent only when all before it have succeeded.
   *   <li>Registry: entries that are put are written before anything else, entries that are removed
   *       leave it after everything else; so a crash in between leaves an entry too many (drift),
   *       never an alias that nobody knows.
   *   <li>Papers are written after everything else, by a kernel that may leave a commit {@link
   *       #unfinished}; where one can't be written, or somebody else has written it meanwhile, the
   *       commit fails.
   *   <li>A removal of what is gone already, on the way back, is not an error.
   *   <li>An {@link AddressChange} with both sides is for what the kernel changes in place
   *       (lifetimes, protocol); else the planner gives a removal and an addition.
   * </ul>
   *
   * @param progress told now and then; what it throws stops the commit and takes it back
   * @throws KernelException with the change that failed and the kernel's own text; its {@code
   *     suppressed} exceptions say what could not be taken back
   */
  void commit(Plan plan, Progress progress);

  /** {@link #commit(Plan, Progress)} without a look at the progress. */
  default void commit(Plan plan) {
    commit(plan, Progress.NONE);
  }

  /**
   * Begins to listen to changes, whoever makes them: {@code ip monitor}. Nothing that happens after
   * this call is missed without an {@link Event.Overrun}.
   */
  Events events();

  /**
   * Waits until no other netalias process of this namespace is between a reading and its commit,
   * and holds the others off until it is closed. May be taken again by the thread that has it.
   *
   * @throws KernelException where there is no permission to change this namespace
   * @throws Unfinished.InTheWay where an {@link #unfinished} commit has to be brought to an end
   */
  Exclusive exclusive();

  /**
   * The commit of a process that was killed before it had made all of it, or taken all back; empty
   * where there is none. Needs no permission. A kernel that lives and dies with its process never
   * has one.
   */
  default Optional<Unfinished> unfinished() {
    return Optional.empty();
  }

  /**
   * Takes the {@link #unfinished} commit in hand, to bring it to an end; as {@link #exclusive},
   * others wait meanwhile.
   */
  default Optional<Unfinished.Held> hold() {
    return Optional.empty();
  }

  /**
   * Takes a commit that stands in hand, to take it back; as {@link #exclusive}, others wait
   * meanwhile.
   *
   * @throws KernelException where this kernel can't
   */
  default Unfinished.Held hold(Unfinished standing) {
    throw new KernelException(
        "commit", KernelException.EOPNOTSUPP, "this kernel takes none back that stands", null);
  }

  /**
   * Says for whom the commits from now on are made, should one of them be left unfinished.
   *
   * @param command in the words of the command line
   */
  default void onBehalfOf(String command) {}

  /**
   * The route that packets to an address take, {@code ip route get ADDRESS fibmatch}; empty where
   * there is none. It costs the same however many routes there are.
   */
  Optional<Route> routeTo(Address destination);

  /** Whether it can hold addresses of a family: 2 and 10 on Linux. */
  boolean holds(int family);

  /**
   * Whether it keeps labels for addresses of a family: Linux for IPv4 alone. Where it does not, the
   * name of an alias is a registry entry.
   */
  boolean keepsLabels(int family);

  /**
   * Whether it can stack devices with a link-layer address of their own on a main device: macvlan
   * on Linux.
   */
  default boolean stacksDevices() {
    return false;
  }

  /**
   * The connections that are established, {@code ss -tun state established}: those of TCP, and UDP
   * sockets that are connected. None where the kernel carries none, or can't be asked.
   */
  default List<Connection> connections() {
    return List.of();
  }

  /**
   * The programs that have sockets, as far as that can be seen: {@code sshd 812}.
   *
   * @param sockets {@link Connection#socket}
   */
  default Map<Long, String> programs(Set<Long> sockets) {
    return Map.of();
  }

  /** Whether it routes by rules too, and not by the destination alone. */
  default boolean hasRules() {
    return false;
  }

  /**
   * The same kernel's side of another network namespace. It is closed with this one.
   *
   * @param namespace as {@code ip netns} names it, or its path
   * @throws KernelException where it can't be entered; {@code ENOENT} where there is none
   */
  default Kernel elsewhere(String namespace) {
    throw new KernelException(
        "network namespace '" + namespace + "'",
        KernelException.EOPNOTSUPP,
        "there is one network here, and no other",
        null);
  }

  /** Whether another kernel is about the same network as this one. */
  default boolean isSameAs(Kernel other) {
    return this == other;
  }

  /** The network namespaces that can be found; none where there is one network and no other. */
  default Namespaces namespaces() {
    return new Namespaces(List.of(), List.of());
  }

  /**
   * What tells its network from others on this machine, as a word: {@code host} for the one that
   * the machine itself is in, which is the same after a boot; another is gone with the boot.
   */
  default String identity() {
    return "host";
  }

  /**
   * A file of {@code /proc/net}, or a setting of {@code /proc/sys/net}, as this kernel has it: for
   * what only stands there, such as the order of {@code if_inet6}.
   *
   * @param name its name, {@code if_inet6} or {@code sys/net/ipv4/conf/all/arp_ignore}
   * @return its text, empty where there is no such file
   */
  default Optional<String> procNet(String name) {
    return Optional.empty();
  }

  /**
   * What is counted of single addresses, {@code nft get element inet netalias rx_ip { ADDRESS }};
   * each costs the same however many there are.
   *
   * @param asked the prefixes that are asked for, whatever their counters
   */
  default TrafficReading traffic(Counted asked) {
    return TrafficReading.UNABLE;
  }

  /**
   * Begins to listen to the hosts that share a link with this one.
   *
   * @throws KernelException where there is no permission: Linux wants CAP_NET_RAW
   */
  default Neighbourhood neighbourhood() {
    throw new KernelException(
        "neighbourhood", KernelException.EOPNOTSUPP, "this kernel knows no neighbours", null);
  }

  /** The time by its clock: nanoseconds since some moment. */
  default long nanos() {
    return System.nanoTime();
  }

  /**
   * How long its own duplicate detection of IPv6 takes on a device: no longer than this where
   * nothing holds it up; zero where it detects nothing.
   */
  default Duration detection(Device device) {
    return Duration.ZERO;
  }

  @Override
  void close();

  /** What {@link #exclusive} holds. */
  interface Exclusive extends AutoCloseable {
    @Override
    void close();
  }

  /** Told how far a commit has come. */
  @FunctionalInterface
  interface Progress {
    /** Looks away. */
    Progress NONE = // no lambda: one of an interface is linked at each start
        new Progress() {
          @Override
          public void made(int done, int total) {}
        };

    /** So many of so many changes are made. */
    void made(int done, int total);

    /** After a failure, so many of so many changes are taken back; it must not throw. */
    default void takenBack(int done, int total) {}
  }
}
