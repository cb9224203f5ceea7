package dev.netalias.kernel;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change of a network: what was there and what is to be there. Null before is an addition, null
 * after a removal, neither a replacement; so the inverse of every change is the same thing with the
 * two swapped.
 */
public sealed interface Change
    permits AddressChange,
        DeviceChange,
        ElsewhereChange,
        EntryChange,
        LinkChange,
        Change.Many,
        MoveChange,
        NeighbourChange,
        RouteChange,
        RuleChange,
        SettingChange,
        TrafficChange {

  /** What was there, null where nothing was. */
  @Nullable Object before();

  /** What is to be there, null where nothing is. */
  @Nullable Object after();

  /** The change that takes this one back. */
  Change inverse();

  /** The shell command that does the same, {@code ip addr add …}; a comment where none does. */
  String command();

  /** The shell commands that do the same, one a line: more than one where it is about many. */
  default Stream<String> commands() {
    return Stream.of(command());
  }

  /** How many things it is about. */
  default int count() {
    return 1;
  }

  /** Whether something comes to be that was not there. */
  default boolean isAddition() {
    return before() == null;
  }

  /** Whether something goes for good. */
  default boolean isRemoval() {
    return after() == null;
  }

  /**
   * A change of many things of one sort, so that a plan of a million is a few numbers and not a
   * million objects. A kernel that refuses one of them tells of that one, {@link #single}.
   */
  sealed interface Many extends Change permits AddressesChange, RoutesChange {
    /** The change of one of them; rows count in the order in which they are made. */
    Change single(int row);

    /** What takes back those that were made. */
    List<? extends Change> inverse(IntPredicate made);

    @Override
    default String command() {
      int more = count() - 1;
      String first = count() == 0 ? "#" : single(0).command();
      return more <= 0 ? first : first + " # and " + more + " more";
    }

    @Override
    default Stream<String> commands() {
      return IntStream.range(0, count()).mapToObj(row -> single(row).command());
    }
  }
}
