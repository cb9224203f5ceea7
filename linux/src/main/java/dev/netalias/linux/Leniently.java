package dev.netalias.linux;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Registry;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.NetlinkSocket.Failure;
import dev.netalias.linux.netlink.NetlinkSocket.Outcome;
import dev.netalias.linux.registry.PaperFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes of some changes those that can be made, in their order: on the way back from a commit,
 * where things are found in any state.
 *
 * @param sites where they are made
 * @param table where those of the nftables table are made
 * @param refusals told of what the kernel refuses, but for what is done already
 * @param progress told of how much is taken back
 */
record Leniently(
    Sites sites, TableSession table, Consumer<KernelException> refusals, Kernel.Progress progress) {

  void make(List<? extends Change> changes) {
    int total = changes.stream().mapToInt(Change::count).sum();
    int done = 0;
    int start = 0;
    while (start < changes.size()) {
      if (changes.get(start) instanceof Change.Many many) {
        make(many, done, total);
        done += many.count();
        start++;
        continue;
      }
      if (TableSession.takes(changes.get(start))) {
        table.makeWhatCan(changes.get(start), refusals);
        done += changes.get(start++).count();
        progress.takenBack(done, total);
        continue;
      }
      List<? extends Change> sort = changes.subList(start, endOfSort(changes, start));
      make(sort, done, total);
      done += sort.size();
      start += sort.size();
    }
  }

  private void make(List<? extends Change> sort, int before, int total) {
    sites
        .socketOf(sort)
        .changeAll(
            sort.stream().map(sites::back).iterator(),
            outcome -> {
              for (Failure refused : outcome.failures()) {
                tell(sort.get(refused.index()), refused);
              }
              progress.takenBack(before + outcome.before() + outcome.sent(), total);
            });
  }

  private void tell(Change change, Failure refused) {
    if (!Requests.isDoneAlready(change, refused.refusal().errno())) {
      refusals.accept(Failures.of(refused.refusal(), change));
    }
  }

  private void make(Change.Many change, int before, int total) {
    NetlinkSocket.Rows rows = Requests.rows(change);
    int next = 0;
    while (next < rows.size()) {
      Outcome outcome = sites.socketOf(List.of(change)).change(rows, next);
      for (Failure refused : outcome.failures()) {
        if (!Requests.isDoneAlready(change, refused.refusal().errno())) {
          tell(change.single(refused.index()), refused);
        }
      }
      next += outcome.sent();
      progress.takenBack(before + next, total);
    }
  }

  /** Where the changes end that are of the same sort as the one at {@code start}. */
  static int endOfSort(List<? extends Change> changes, int start) {
    Change first = changes.get(start);
    int end = start + 1;
    while (end < changes.size() && isSame(first, changes.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean isSame(Change a, Change b) {
    if (a instanceof ElsewhereChange there && b instanceof ElsewhereChange too) {
      return there.namespace().equals(too.namespace()) && isSame(there.change(), too.change());
    }
    return a.getClass() == b.getClass()
        && !(a instanceof MoveChange)
        && a.isAddition() == b.isAddition()
        && a.isRemoval() == b.isRemoval();
  }

  /**
   * A commit that is brought to an end, under the lock of its namespace: one that a killed process
   * left behind, or one that stands.
   *
   * @param kernel the namespace
   * @param unfinished the commit
   * @param release lets the lock go
   */
  record InHand(LinuxKernel kernel, Unfinished unfinished, Runnable release)
      implements Unfinished.Held {
    @Override
    public List<KernelException> make(List<Change> changes, Kernel.Progress progress) {
      List<KernelException> refusals = new ArrayList<>();
      return kernel.withSocket(socket -> {
        try (Sites sites = new Sites(kernel, socket);
            TableSession table = new TableSession()) {
          new Leniently(sites, table, refusals::add, progress).make(changes);
        }
        return List.copyOf(refusals);
      });
    }

    @Override
    public void remember(@Nullable String namespace, Registry remembered) {
      LinuxKernel site = namespace == null ? kernel : kernel.elsewhere(namespace);
      site.registry().write(remembered);
    }

    @Override
    public void write(Paper paper) {
      PaperFile.write(paper);
    }

    @Override
    public void forget() {
      kernel.registry().journal().forget();
    }

    @Override
    public void close() {
      release.run();
    }
  }
}
