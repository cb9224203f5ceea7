package dev.netalias.linux;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.linux.netlink.NetlinkException;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.NetlinkSocket.Failure;
import dev.netalias.linux.netlink.NetlinkSocket.Outcome;
import dev.netalias.linux.netlink.Request;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One commit: all changes of a plan, or none. */
final class Transaction {
  private static final int MOST_REPAIRS = 3;

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
    this.changes =
        plan.changes().stream()
            .filter(change -> !Remembering.isEntry(change))
            .flatMap(Transaction::steps)
            .toList();
    this.total = changes.stream().mapToInt(Change::count).sum();
  }

  /** What the kernel takes several messages for. */
  private static Stream<Change> steps(Change change) {
    if (change instanceof DeviceChange device) { // linking a switch over types takes its time
      return device.steps().stream();
    }
    return change instanceof MoveChange move ? move.steps().stream() : Stream.of(change);
  }

  /** Commits; what fails takes everything back and is thrown then. */
  void run(Kernel.Progress progress) {
    Remembering entries = new Remembering(plan, sites);
    Snapshot before = plan.mayTakeAlong() ? everything() : null;
    try {
      entries.grow();
      make(progress);
      entries.shrink();
    } catch (RuntimeException | Error failure) {
      takeBack(before, failure);
      entries.restore(failure);
      throw failure;
    } finally {
      table.close();
    }
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
      List<Change> sort = changes.subList(sent, endOfSort(changes, sent));
      socketOf(sort)
          .changeAll(
              requests(sort, sites::request),
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
          throw Failures.of(first.refusal(), change.single(failed.nextSetBit(0)));
        }
        done += outcome.sent();
        progress.made(done, total);
      }
    } catch (RuntimeException | Error failure) {
      int end = next;
      takeBack(change, row -> row < end && !failed.get(row), failure);
      throw failure;
    }
  }

  private void takeBack(Change.Many change, IntPredicate wereMade, Throwable failure) {
    try {
      makeWhatCan(change.inverse(wereMade), failure);
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

  private NetlinkSocket socketOf(List<? extends Change> sort) {
    NetlinkSocket there = sites.socket(Sites.of(sort.getFirst()));
    RouteRequests.awaitSources(there, sort);
    return there;
  }

  private static Iterator<Request> requests(
      List<? extends Change> changes, Function<Change, Request> request) {
    return changes.stream().map(request).iterator();
  }

  /** Where the changes end that are of the same sort as the one at {@code start}. */
  private static int endOfSort(List<? extends Change> changes, int start) {
    Change first = changes.get(start);
    int end = start + 1;
    while (end < changes.size() && isSameSort(first, changes.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean isSameSort(Change a, Change b) {
    if (a instanceof ElsewhereChange there && b instanceof ElsewhereChange too) {
      return there.namespace().equals(too.namespace()) && isSameSort(there.change(), too.change());
    }
    return a.getClass() == b.getClass()
        && !(a instanceof MoveChange)
        && a.isAddition() == b.isAddition()
        && a.isRemoval() == b.isRemoval();
  }

  /** Undoes what was made, the last first; then whatever else isn't as before. */
  private void takeBack(@Nullable Snapshot before, Throwable failure) {
    List<Change> back = new ArrayList<>();
    for (int i = made.length() - 1; i >= 0; i = made.previousSetBit(i - 1)) {
      steps(changes.get(i).inverse()).forEach(back::add);
    }
    try {
      makeWhatCan(back, failure);
      for (int i = 0; before != null && i < MOST_REPAIRS; i++) {
        Restoration restoration = new Restoration(before, kernel.read(socket, before.parts()));
        if (restoration.changes().isEmpty()) {
          return;
        }
        makeWhatCan(restoration.changes(), failure);
      }
    } catch (NetlinkException lost) {
      failure.addSuppressed(Failures.of(lost, null));
    }
  }

  /** Makes the changes that can be made; each refusal is told with the failure. */
  private void makeWhatCan(List<? extends Change> back, Throwable failure) {
    int start = 0;
    while (start < back.size()) {
      if (back.get(start) instanceof Change.Many many) {
        makeWhatCan(many, failure);
        start++;
        continue;
      }
      if (TableSession.takes(back.get(start))) {
        table.makeWhatCan(back.get(start++), failure);
        continue;
      }
      List<? extends Change> sort = back.subList(start, endOfSort(back, start));
      socketOf(sort)
          .changeAll(
              requests(sort, sites::back),
              outcome -> {
                for (Failure refused : outcome.failures()) {
                  Change change = sort.get(refused.index());
                  if (!Requests.isDoneAlready(change, refused.refusal().errno())) {
                    failure.addSuppressed(Failures.of(refused.refusal(), change));
                  }
                }
              });
      start += sort.size();
    }
  }

  private void makeWhatCan(Change.Many change, Throwable failure) {
    NetlinkSocket.Rows rows = Requests.rows(change);
    int next = 0;
    while (next < rows.size()) {
      Outcome outcome = socket.change(rows, next);
      for (Failure refused : outcome.failures()) {
        if (!Requests.isDoneAlready(change, refused.refusal().errno())) {
          Change single = change.single(refused.index());
          failure.addSuppressed(Failures.of(refused.refusal(), single));
        }
      }
      next += outcome.sent();
    }
  }
}
