package dev.netalias.kernel;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of changes: what a command will do, before it does it.
 *
 * @param changes in the order in which they are made
 * @param papers what is written of them
 */
public record Plan(List<Change> changes, List<Paper> papers) {
  /** Copies the lists. */
  public Plan {
    changes = List.copyOf(changes);
    papers = List.copyOf(papers);
  }

  /** A plan of which nothing is written. */
  public Plan(List<Change> changes) {
    this(changes, List.of());
  }

  /**
   * A file that is written with a commit: all of it where that is made, nothing where it is not,
   * even where the process is killed meanwhile.
   *
   * @param file its path
   * @param before what it holds before, null where it is not there
   * @param after what it holds once the commit is made, null where it goes
   */
  public record Paper(String file, @Nullable String before, @Nullable String after) {
    /** The same, backwards. */
    public Paper inverse() {
      return new Paper(file, after, before);
    }
  }

  /** The same changes, with all that is written of them. */
  public Plan with(List<Paper> written) {
    return written.equals(papers) ? this : new Plan(changes, written);
  }

  /** A plan of some changes. */
  public static Plan of(Change... changes) {
    return new Plan(List.of(changes));
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * Whether a kernel may do more than it is asked: with an address go its routes, with a primary
   * its secondaries, with a closed device much else. What only comes takes nothing along, nor does
   * a route.
   */
  public boolean mayTakeAlong() {
    return changes.stream()
        .anyMatch(c -> c instanceof LinkChange || (isOfAddresses(c) && !c.isAddition()));
  }

  private static boolean isOfAddresses(Change change) {
    return change instanceof AddressChange || change instanceof AddressesChange;
  }

  /**
   * The changes that are the kernel's to make, each in the steps that it takes for them; those of
   * the registry are not among them.
   */
  public List<Change> steps() {
    return changes.stream().filter(change -> !isEntry(change)).flatMap(Plan::steps).toList();
  }

  /** The steps of one change. */
  public static Stream<Change> steps(Change change) {
    if (change instanceof DeviceChange device) { // linking a switch over types takes its time
      return device.steps().stream();
    }
    return change instanceof MoveChange move ? move.steps().stream() : Stream.of(change);
  }

  /** Whether a change is not the kernel's to make, but of a registry. */
  public static boolean isEntry(Change change) {
    return change instanceof EntryChange
        || change instanceof ElsewhereChange there && there.change() instanceof EntryChange;
  }

  /** The changes of the registry of its own network namespace. */
  public List<EntryChange> entries() {
    return changes.stream()
        .filter(EntryChange.class::isInstance)
        .map(EntryChange.class::cast)
        .toList();
  }

  /** The plan that takes this one back: each change's inverse, the last first. */
  public Plan inverse() {
    return new Plan(
        changes.reversed().stream().map(Change::inverse).toList(),
        papers.reversed().stream().map(Paper::inverse).toList());
  }

  /** The shell commands that do the same, in their order. */
  public List<String> commands() {
    return changes.stream().flatMap(Change::commands).toList();
  }

  /**
   * A commit that was begun and never came to an end, because its process was killed: some of its
   * changes are made, some are not.
   *
   * @param origin who made it
   * @param plan what was to be made
   * @param before what was there, as far as it is needed to have it again: the registry where
   *     entries change; addresses, routes and neighbours where the kernel may take something along
   */
  public record Unfinished(Origin origin, Plan plan, Snapshot before) {

    /**
     * Who made a commit.
     *
     * @param command in the words of the command line, {@code netalias add eth0 192.0.2.1}
     * @param user whose process it was
     * @param process its number
     * @param begun when
     */
    public record Origin(String command, String user, long process, Instant begun) {}

    /** An unfinished commit in the hands of who brings it to an end; others wait meanwhile. */
    public interface Held extends AutoCloseable {
      /** The commit. */
      Unfinished unfinished();

      /**
       * Makes, in their order, those of some changes that can be made. What is done already is
       * passed over; entries of the registry are {@link #remember}'s.
       *
       * @return what the kernel refused
       */
      List<KernelException> make(List<Change> changes, Kernel.Progress progress);

      /**
       * Replaces a registry.
       *
       * @param namespace the network namespace whose it is, null for the commit's own
       */
      void remember(@Nullable String namespace, Registry registry);

      /** Writes a file, unless somebody else has written it meanwhile. */
      void write(Paper paper);

      /** The commit has come to an end: it stands in nobody's way any more. */
      void forget();

      @Override
      void close();
    }

    /** Nothing can be changed, as a commit is unfinished. */
    public static final class InTheWay extends RuntimeException {
      private static final long serialVersionUID = 1;

      private final transient Unfinished unfinished;

      /** This one stands in the way. */
      public InTheWay(Unfinished unfinished) {
        super("'" + unfinished.origin().command() + "' is unfinished");
        this.unfinished = unfinished;
      }

      /** What stands in the way. */
      public Unfinished unfinished() {
        return unfinished;
      }
    }
  }
}
