package dev.netalias.kernel.traffic;

import dev.netalias.kernel.traffic.Match.ByMap;
import dev.netalias.kernel.traffic.Match.End;
import dev.netalias.kernel.traffic.Match.InSet;
import dev.netalias.kernel.traffic.NftCommand.AddChain;
import dev.netalias.kernel.traffic.NftCommand.AddRule;
import dev.netalias.kernel.traffic.NftCommand.AddSet;
import dev.netalias.kernel.traffic.NftCommand.AddTable;
import dev.netalias.kernel.traffic.NftCommand.Content;
import dev.netalias.kernel.traffic.NftCommand.DeleteChain;
import dev.netalias.kernel.traffic.NftCommand.DeleteSet;
import dev.netalias.kernel.traffic.NftCommand.DeleteTable;
import dev.netalias.kernel.traffic.NftCommand.FlushChain;
import dev.netalias.kernel.traffic.NftCommand.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The steps from one frame of the table to another. */
public final class Frame {
  /** What packets to an address are counted in. */
  public static final String RECEIVED = "rx";

  /** What packets from an address are counted in. */
  public static final String SENT = "tx";

  /** Where packets to an address go. */
  public static final String POLICY = "policy";

  /** Where packets from an address go that has a policy. */
  public static final String ASKS = "asks";

  /** Which ends a UDP packet was sent from and to. */
  public static final String OPENED = "opened";

  /** What the table says of itself, by which it is known. */
  public static final String COMMENT = "netalias: counters and policies of IP aliases";

  private final TrafficTable before;
  private final TrafficTable after;
  private final List<NftCommand> steps = new ArrayList<>();

  private Frame(TrafficTable before, TrafficTable after) {
    this.before = before;
    this.after = after;
  }

  /**
   * The steps; null is no table. Rules are put anew, as their order counts: the longest prefix is
   * asked for first.
   */
  public static List<NftCommand> steps(@Nullable TrafficTable from, @Nullable TrafficTable to) {
    if (to == null) {
      return from == null ? List.of() : List.of(new DeleteTable());
    }
    Frame frame = new Frame(from == null ? TrafficTable.EMPTY : from, to);
    if (from == null) {
      frame.steps.add(new AddTable(COMMENT));
    }
    frame.make(from == null);
    return frame.steps;
  }

  private void make(boolean fresh) {
    for (Hook hook : Hook.values()) {
      steps.add(fresh ? new AddChain(hook.chain(), hook) : new FlushChain(hook.chain()));
    }
    boolean polices = !after.policed().isEmpty();
    boolean policed = !before.policed().isEmpty();
    if (policed && !polices) {
      removeReplies();
    }
    sets(before.counted(), after.counted(), false);
    sets(before.policed(), after.policed(), true);
    if (polices && !policed) {
      addReplies();
    }
    counting();
    policing();
  }

  private void sets(SortedSet<Shape> was, SortedSet<Shape> is, boolean maps) {
    String[] kinds = maps ? new String[] {POLICY, ASKS} : new String[] {RECEIVED, SENT};
    for (Shape shape : was) {
      if (!is.contains(shape)) {
        steps.add(new DeleteSet(shape.set(kinds[0]), maps));
        steps.add(new DeleteSet(shape.set(kinds[1]), maps));
      }
    }
    Content content = maps ? Content.VERDICTS : Content.COUNTERS;
    for (Shape shape : is) {
      if (!was.contains(shape)) {
        steps.add(new AddSet(shape.set(kinds[0]), shape, content));
        steps.add(new AddSet(shape.set(kinds[1]), shape, content));
      }
    }
  }

  /** A packet counts for the longest prefix alone. */
  private void counting() {
    for (Shape shape : after.counted()) {
      steps.add(new AddRule(Hook.INPUT.chain(), counting(shape, End.DESTINATION, RECEIVED), ""));
      steps.add(new AddRule(Hook.OUTPUT.chain(), counting(shape, End.SOURCE, SENT), ""));
    }
  }

  private List<Match> counting(Shape shape, End end, String kind) {
    List<Match> matches = new ArrayList<>();
    for (Shape longer : after.counted()) {
      if (longer.family() == shape.family() && longer.length() > shape.length()) {
        matches.add(new InSet(longer, end, longer.set(kind), true));
      }
    }
    matches.add(new InSet(shape, end, shape.set(kind), false));
    return matches;
  }

  private void policing() {
    for (Shape shape : after.policed()) {
      steps.add(
          AddRule.of(Hook.INPUT.chain(), new ByMap(shape, End.DESTINATION, shape.set(POLICY))));
      steps.add(
          AddRule.of(
              Hook.OUTPUT.chain(),
              new Match.Protocol(Match.Transport.UDP),
              new ByMap(shape, End.SOURCE, shape.set(ASKS))));
    }
  }

  private void addReplies() {
    steps.add(new AddSet(Shape.INET.set(OPENED), Shape.INET, Content.ENDS));
    steps.add(new AddSet(Shape.INET6.set(OPENED), Shape.INET6, Content.ENDS));
    steps.add(new AddChain(Policing.REPLIES, null));
    steps.addAll(Policing.replies());
  }

  private void removeReplies() {
    steps.add(new FlushChain(Policing.REPLIES));
    steps.add(new DeleteChain(Policing.REPLIES));
    steps.add(new DeleteSet(Shape.INET.set(OPENED), false));
    steps.add(new DeleteSet(Shape.INET6.set(OPENED), false));
  }
}
