package dev.netalias.cli.run;

import dev.netalias.Guard;
import dev.netalias.Severance;
import dev.netalias.alias.AliasException;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.Connection;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.kernel.traffic.TrafficTable;
import dev.netalias.net.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Waits for connections to end while no new ones come; when the time is over it consents to cutting
 * what is left. Closing it lets new connections come again, where the address is still there.
 */
final class Draining implements Guard.Consent, AutoCloseable {
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Invocation call;
  private final Duration patience;
  private final LongSupplier clock;
  private final Set<Address> kept = new TreeSet<>();
  private boolean madeTable;
  private long end;
  private int shownConnections;
  private long shownSeconds;

  Draining(Invocation call, Duration patience, LongSupplier clock) {
    this.call = call;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public Runnable about(Severance severance) {
    return () -> await(severance);
  }

  private Kernel kernel() {
    return call.netAlias().kernel();
  }

  private void await(Severance severance) {
    CountDownLatch asked = new CountDownLatch(1);
    call.interruption().begin(asked::countDown);
    end = kept.isEmpty() ? clock.getAsLong() + patience.toNanos() : end;
    keepAway(severance.addresses());
    boolean shows = call.surroundings().isErrTerminal() && !call.globals().quiet();
    try {
      long left = end - clock.getAsLong();
      List<Connection> connections = connections();
      while (!connections.isEmpty() && left > 0) {
        if (shows) {
          show(connections.size(), TimeUnit.NANOSECONDS.toSeconds(left));
        }
        pause(asked, Math.min(left, BETWEEN_LOOKS));
        call.interruption().check();
        left = end - clock.getAsLong();
        connections = connections();
      }
      if (shows) {
        call.surroundings().err().print(CLEAR_LINE);
      }
      if (!connections.isEmpty()) {
        int count = connections.size();
        List<String> words = Severance.describe(kernel(), connections, severance.names());
        call.output()
            .warn(
                "note",
                "%s left after %d s, and cut: %s"
                    .formatted(
                        count == 1 ? "1 connection is" : count + " connections are",
                        patience.toSeconds(),
                        Severance.listed(words, count)));
      }
    } catch (AliasException interrupted) {
      if (shows) {
        call.surroundings().err().print(CLEAR_LINE);
      }
      throw interrupted;
    }
  }

  private static void pause(CountDownLatch asked, long nanos) {
    try {
      if (asked.await(nanos, TimeUnit.NANOSECONDS)) {
        return; // whoever waits looks at the interruption next
      }
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(int connections, long seconds) {
    if (connections == shownConnections && seconds == shownSeconds) {
      return;
    }
    shownConnections = connections;
    shownSeconds = seconds;
    var err = call.surroundings().err();
    err.print(
        "%swaiting for %d %s to end, %d s left"
            .formatted(
                CLEAR_LINE, connections, connections == 1 ? "connection" : "connections", seconds));
    err.flush();
  }

  private List<Connection> connections() {
    return kernel().connections().stream()
        .filter(connection -> kept.contains(connection.local().address()))
        .toList();
  }

  /** Has the kernel refuse new connections to more addresses. */
  private void keepAway(Set<Address> more) {
    try (Kernel.Exclusive alone = kernel().exclusive()) {
      TrafficReading reading = kernel().traffic(Counted.NONE);
      if (!reading.isUsable()) {
        String why = reading.able() ? reading.refusal() : "this kernel has no nftables";
        throw AliasException.conflict(
            "new connections can't be kept away: " + why, "--force cuts those that there are");
      }
      List<Change> changes = new ArrayList<>();
      if (reading.table() == null) {
        changes.add(new TrafficChange.OfTable(null, TrafficTable.EMPTY));
        madeTable = true;
      }
      Set<Address> all = new TreeSet<>(kept);
      all.addAll(more);
      changes.add(new TrafficChange.OfDrain(List.copyOf(kept), List.copyOf(all)));
      kernel().commit(new Plan(changes));
      kept.addAll(all);
    }
  }

  /** Lets them come again; where the table went with its last alias there is nothing to do. */
  @Override
  public void close() {
    if (kept.isEmpty()) {
      return;
    }
    try (Kernel.Exclusive alone = kernel().exclusive()) {
      TrafficTable table = kernel().traffic(Counted.NONE).table();
      if (table == null) {
        return;
      }
      List<Change> changes = new ArrayList<>();
      changes.add(new TrafficChange.OfDrain(List.copyOf(kept), List.of()));
      if (madeTable && table.equals(TrafficTable.EMPTY)) {
        changes.add(new TrafficChange.OfTable(table, null));
      }
      kernel().commit(new Plan(changes));
    } catch (KernelException refused) {
      call.output()
          .warn(
              "warning",
              "new connections are still kept away: " + refused.reason(),
              "nft delete chain %s draining lets them come".formatted(TrafficTable.NAME));
    }
  }
}
