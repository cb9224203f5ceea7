package dev.netalias.linux;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.Snapshot;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.NetlinkSocket.Failure;
import dev.netalias.linux.netlink.NetlinkSocket.Outcome;
import dev.netalias.linux.registry.JournalFile;
import dev.netalias.linux.registry.JournalFile.Written;
import dev.netalias.linux.registry.PaperFile;
import dev.netalias.plan.journal.Restoration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One commit: all changes of a plan, or none. */
final class Transaction {
  private final LinuxKernel kernel;
  private final NetlinkSocket socket;
  private final Sites sites;
  private final Plan plan;

  /** The plan's changes that the kernel makes, in their order. */
  private final List<Change> changes;

  private final TableSession table = new TableSession();

  /** Which of {@link #changes} are made. */
  private final BitSet made = new BitSet();

  /** How many of {@link #changes} were sent. */
  private int sent;

  /** How many things the changes are about, and how many of them are done. */
  private final int total;

  private int done;

  Transaction(LinuxKernel kernel, NetlinkSocket socket, Sites sites, Plan plan) {
    this.kernel = kernel;
    this.socket = socket;
    this.sites = sites;
    this.plan = plan;
    this.changes = plan.steps();
    this.total = changes.stream().mapToInt(Change::count).sum();
  }

  /** Commits; what fails takes everything back and is thrown then. */
  void run(JournalFile journals, String command, Kernel.Progress progress) {
    Remembering entries = new Remembering(plan, sites);
    List<Paper> papers = plan.papers();
    Snapshot before = plan.mayTakeAlong() ? everything() : null;
    try (table;
        Written journal =
            total + entries.writes() + papers.size() > 1 // one alone is made or is not
                ? journals.write(
                    new Unfinished(JournalFile.origin(command), plan, was(before, entries.was())))
                : null) {
      try {
        entries.grow();
        make(progress);
        entries.shrink();
        papers.forEach(PaperFile::mustWrite);
      } catch (RuntimeException | Error failure) {
        plan.inverse().papers().forEach(paper -> unwrite(paper, failure));
        boolean back = takeBack(before, failure, progress);
        entries.restore(failure);
        if (back && journal != null) {
          journal.remove();
        }
        throw failure;
      }
      if (journal != null) {
        journal.remove();
      }
    }
  }

  private static void unwrite(Paper paper, Throwable failure) {
    try {
      PaperFile.write(paper);
    } catch (KernelException unwritten) {
      failure.addSuppressed(unwritten);
    }
  }

  /** What a journal has to tell of what was there. */
  private static Snapshot was(@Nullable Snapshot before, Registry remembered) {
    return before == null
        ? Snapshot.EMPTY.only(Set.of()).remembering(remembered)
        : before.remembering(remembered);
  }

  /** What has to be known to put right whatever went along; local routes can be a million. */
  private Snapshot everything() {
    Set<Part> parts = EnumSet.of(Part.ADDRESSES, Part.ROUTES, Part.NEIGHBOURS);
    Snapshot most = kernel.read(socket, parts);
    if (!new RoutesAlong(most).goWith(changes)) {
      return most;
    }
    parts.add(Part.LOCAL_ROUTES);
    return kernel.read(socket, parts);
  }

  /** Makes the changes, those of one sort in batches. */
  private void make(Kernel.Progress progress) {
    while (sent < changes.size()) {
      if (changes.get(sent) instanceof Change.Many many) {
        make(many, progress);
        made.set(sent++);
        continue;
      }
      if (TableSession.takes(changes.get(sent))) {
        table.make(changes.get(sent));
        done += changes.get(sent).count();
        made.set(sent++);
        progress.made(done, total);
        continue;
      }
      List<Change> sort = changes.subList(sent, Leniently.endOfSort(changes, sent));
      sites
          .socketOf(sort)
          .changeAll(
              sort.stream().map(sites::request).iterator(),
              outcome -> {
                note(sort, outcome);
                done += outcome.sent();
                progress.made(done, total);
              });
    }
  }

  /** Notes what of a batch was made; the first refusal is thrown. */
  private void note(List<Change> sort, Outcome outcome) {
    int start = sent - outcome.before();
    made.set(sent, sent + outcome.sent());
    sent += outcome.sent();
    KernelException refused = null;
    for (Failure failure : outcome.failures()) {
      Change change = sort.get(failure.index());
      if (!isHarmless(change, failure.refusal())) {
        made.clear(start + failure.index());
        refused = refused == null ? Failures.of(failure.refusal(), change) : refused;
      }
    }
    if (refused != null) {
      throw refused;
    }
  }

  /** Makes a change of many; where one fails, those of this change are taken back at once. */
  private void make(Change.Many change, Kernel.Progress progress) {
    NetlinkSocket.Rows rows = Requests.rows(change);
    BitSet failed = new BitSet();
    int next = 0;
    try {
      while (next < rows.size()) {
        Outcome outcome = socket.change(rows, next);
        for (Failure failure : outcome.failures()) {
          failed.set(failure.index());
        }
        next += outcome.sent();
        if (!failed.isEmpty()) {
          Failure first = outcome.failures().getFirst();
          throw Failures.of(first.refusal(), change.single(first.index()));
        }
        done += outcome.sent();
        progress.made(done, total);
      }
    } catch (RuntimeException | Error failure) {
      int end = next;
      takeBack(change.inverse(row -> row < end && !failed.get(row)), failure, progress);
      throw failure;
    }
  }

  private void takeBack(List<? extends Change> back, Throwable failure, Kernel.Progress progress) {
    try {
      makeWhatCan(back, failure, progress);
    } catch (NetlinkException lost) {
      failure.addSuppressed(Failures.of(lost, null));
    }
  }

  /** A neighbour entry can time out between a reading and its removal; that is all one. */
  private static boolean isHarmless(Change change, NetlinkException refusal) {
    return change instanceof NeighbourChange
        && change.isRemoval()
        && Requests.isDoneAlready(change, refusal.errno());
  }

  /**
   * Undoes what was made, the last first; then whatever else isn't as before.
   *
   * @return whether it came to its end
   */
  private boolean takeBack(@Nullable Snapshot before, Throwable failure, Kernel.Progress progress) {
    List<Change> back = new ArrayList<>();
    for (int i = made.length() - 1; i >= 0; i = made.previousSetBit(i - 1)) {
      Plan.steps(changes.get(i).inverse()).forEach(back::add);
    }
    try {
      makeWhatCan(back, failure, progress);
      for (int i = 0; before != null && i < Restoration.MOST; i++) {
        Restoration restoration = new Restoration(before, kernel.read(socket, before.parts()));
        if (restoration.changes().isEmpty()) {
          break;
        }
        makeWhatCan(restoration.changes(), failure, Kernel.Progress.NONE);
      }
      return true;
    } catch (NetlinkException lost) {
      failure.addSuppressed(Failures.of(lost, null));
      return false;
    }
  }

  /** Makes the changes that can be made; each refusal is told with the failure. */
  private void makeWhatCan(
      List<? extends Change> back, Throwable failure, Kernel.Progress progress) {
    new Leniently(sites, table, failure::addSuppressed, progress).make(back);
  }
}
