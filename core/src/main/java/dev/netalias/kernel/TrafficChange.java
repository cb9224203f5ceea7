package dev.netalias.kernel;

import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Draining;
import dev.netalias.kernel.traffic.Frame;
import dev.netalias.kernel.traffic.NftCommand;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Policing;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.kernel.traffic.Shape;
import dev.netalias.kernel.traffic.TrafficTable;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A change of netalias's own nftables table, {@code inet netalias}. */
public sealed interface TrafficChange extends Change {
  /**
   * Netalias's own nftables table comes, goes, or gets other sets and rules: {@code nft add table
   * inet netalias} and what follows.
   *
   * @param before what it was, null where it was not there
   * @param after what it is to be, null where it is to go
   */
  record OfTable(@Nullable TrafficTable before, @Nullable TrafficTable after)
      implements TrafficChange {

    /** The steps that it takes. */
    public List<NftCommand> steps() {
      return Frame.steps(before, after);
    }

    @Override
    public OfTable inverse() {
      return new OfTable(after, before);
    }

    @Override
    public String command() {
      return commands().findFirst().orElse("# nothing to do in table " + TrafficTable.NAME);
    }

    @Override
    public Stream<String> commands() {
      return steps().stream().map(NftCommand::toString);
    }
  }

  /** One that is about several addresses. */
  sealed interface OfSeveral extends TrafficChange {
    /** How many there were. */
    int was();

    /** How many there are to be. */
    int is();

    @Override
    default boolean isAddition() {
      return was() == 0;
    }

    @Override
    default boolean isRemoval() {
      return is() == 0;
    }

    @Override
    default int count() {
      return Math.max(was(), is());
    }

    @Override
    default String command() {
      List<String> all = commands().toList();
      return all.size() < 2 ? String.join("", all) : all.getFirst() + " # and more";
    }
  }

  /**
   * Addresses are counted from now on, or no more, or in another's place: elements of sets with
   * counters, {@code nft add|delete element inet netalias rx_ip}. Those of an address that takes
   * the place of another begin with what the other's were.
   *
   * @param before what was counted, with its counters
   * @param after what is to be counted, with what its counters begin with
   */
  record OfCounters(Counted before, Counted after) implements OfSeveral {
    /** So many elements stand in one command. */
    private static final int A_LINE = 100;

    /** Begins to count. */
    public static OfCounters add(Counted counted) {
      return new OfCounters(Counted.NONE, counted);
    }

    /** Counts no more. */
    public static OfCounters remove(Counted counted) {
      return new OfCounters(counted, Counted.NONE);
    }

    @Override
    public int was() {
      return before.size();
    }

    @Override
    public int is() {
      return after.size();
    }

    @Override
    public OfCounters inverse() {
      return new OfCounters(after, before);
    }

    @Override
    public Stream<String> commands() {
      return Stream.concat(lines("delete", before, false), lines("add", after, true));
    }

    private static Stream<String> lines(String verb, Counted counted, boolean numbers) {
      List<String> lines = new ArrayList<>();
      int from = 0;
      while (from < counted.size()) {
        int to = from + 1;
        while (to < counted.size() && to - from < A_LINE && counted.isAlike(from, to)) {
          to++;
        }
        for (String kind : List.of(Frame.RECEIVED, Frame.SENT)) {
          String elements =
              IntStream.range(from, to)
                  .mapToObj(row ->
                      counted.prefix(row).address()
                          + (numbers ? text(counted.counters(row), kind) : ""))
                  .collect(Collectors.joining(", "));
          String set = counted.shape(from).set(kind);
          lines.add(
              "nft %s element %s %s '{ %s }'".formatted(verb, TrafficTable.NAME, set, elements));
        }
        from = to;
      }
      return lines.stream();
    }

    private static String text(Counters c, String kind) {
      return kind.equals(Frame.RECEIVED)
          ? text(c.rxPackets(), c.rxBytes())
          : text(c.txPackets(), c.txBytes());
    }

    private static String text(long packets, long bytes) {
      return packets == 0 ? "" : " counter packets %d bytes %d".formatted(packets, bytes);
    }
  }

  /**
   * Aliases get a policy, lose it, or have it at another address: {@code nft add|delete element
   * inet netalias policy_ip}, and the chains that say what the policy lets in.
   *
   * @param before those that had one
   * @param after those that are to have one
   */
  record OfPolicies(List<Policed> before, List<Policed> after) implements OfSeveral {
    /** Copies the lists. */
    public OfPolicies {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    @Override
    public int was() {
      return before.size();
    }

    @Override
    public int is() {
      return after.size();
    }

    @Override
    public OfPolicies inverse() {
      return new OfPolicies(after, before);
    }

    /** The policies that are had after it, each once. */
    public List<Policy> policies() {
      return after.stream().map(Policed::policy).distinct().toList();
    }

    /** The policies that were had before it and are not after it, each once. */
    public List<Policy> dropped() {
      List<Policy> kept = policies();
      return before.stream()
          .map(Policed::policy)
          .distinct()
          .filter(p -> !kept.contains(p))
          .toList();
    }

    @Override
    public Stream<String> commands() {
      List<String> lines = new ArrayList<>();
      policies().forEach(p -> Policing.chains(p).forEach(step -> lines.add(step.toString())));
      before.forEach(p -> elements(lines, "delete", p));
      after.forEach(p -> elements(lines, "add", p));
      for (Policy policy : dropped()) {
        for (String chain : List.of(policy.chain(), policy.asking())) {
          String command = new NftCommand.DeleteChain(chain).toString();
          lines.add(command + " # refused where another alias has this policy");
        }
      }
      return lines.stream();
    }

    private static void elements(List<String> lines, String verb, Policed p) {
      boolean adds = verb.equals("add");
      Shape shape = Shape.of(p.prefix());
      String key = p.prefix().address().toString();
      String comment = " comment \"" + p.name() + "\"";
      lines.add(
          "nft %s element %s %s '{ %s }'"
              .formatted(
                  verb,
                  TrafficTable.NAME,
                  shape.set(Frame.POLICY),
                  adds ? key + comment + " : goto " + p.policy().chain() : key));
      lines.add(
          "nft %s element %s %s '{ %s }'"
              .formatted(
                  verb,
                  TrafficTable.NAME,
                  shape.set(Frame.ASKS),
                  adds ? key + comment + " : goto " + p.policy().asking() : key));
    }
  }

  /**
   * Addresses take no new TCP connections, or take them again: the chain {@code draining}.
   *
   * @param before those that took none
   * @param after those that are to take none
   */
  record OfDrain(List<Address> before, List<Address> after) implements OfSeveral {
    /** Copies the lists. */
    public OfDrain {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    /** The steps that it takes. */
    public List<NftCommand> steps() {
      return Draining.steps(before, after);
    }

    @Override
    public int was() {
      return before.size();
    }

    @Override
    public int is() {
      return after.size();
    }

    @Override
    public OfDrain inverse() {
      return new OfDrain(after, before);
    }

    @Override
    public String command() {
      return String.join(" && ", commands().toList());
    }

    @Override
    public Stream<String> commands() {
      return steps().stream().map(NftCommand::toString);
    }
  }
}
