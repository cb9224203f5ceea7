package dev.netalias.cli.lab.verb;

import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.link.Neighbourhood;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The kernel of a host, for a command that closes its kernel when it is done.
 *
 * @param lender the host's
 */
public record BorrowedKernel(Kernel lender) implements Kernel {
  @Override
  public Snapshot snapshot(Set<Part> parts) {
    return lender.snapshot(parts);
  }

  @Override
  public void commit(Plan plan, Progress progress) {
    lender.commit(plan, progress);
  }

  @Override
  public Events events() {
    return lender.events();
  }

  @Override
  public Neighbourhood neighbourhood() {
    return lender.neighbourhood();
  }

  @Override
  public long nanos() {
    return lender.nanos();
  }

  @Override
  public Duration detection(Device device) {
    return lender.detection(device);
  }

  @Override
  public Exclusive exclusive() {
    return lender.exclusive();
  }

  @Override
  public Optional<Route> routeTo(Address destination) {
    return lender.routeTo(destination);
  }

  @Override
  public boolean holds(int family) {
    return lender.holds(family);
  }

  @Override
  public boolean keepsLabels(int family) {
    return lender.keepsLabels(family);
  }

  @Override
  public boolean stacksDevices() {
    return lender.stacksDevices();
  }

  @Override
  public Optional<String> procNet(String name) {
    return lender.procNet(name);
  }

  @Override
  public void close() {
    // the host goes on
  }
}
