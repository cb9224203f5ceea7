package dev.netalias.embedded;

import dev.netalias.embedded.device.FrameSink;
import dev.netalias.embedded.device.MainDevice;
import dev.netalias.embedded.device.World;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.Interface;
import dev.netalias.kernel.link.Neighbourhood;
import dev.netalias.kernel.state.Device;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Claims;
import dev.netalias.wire.frame.Frame;
import dev.netalias.wire.frame.FrameText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The hosts on this host's wires. Where the time is the lab's own, waiting lets it pass.
 *
 * <p>All is guarded by the world's lock.
 */
final class EmbeddedNeighbourhood implements Neighbourhood {
  private final World world;
  private final HostState state;
  private final Condition came;
  private final ArrayDeque<Claim> claims = new ArrayDeque<>();
  private final Map<MainDevice, FrameSink> watched = new HashMap<>();
  private final Frame frame = new Frame();

  EmbeddedNeighbourhood(World world, HostState state) {
    this.world = world;
    this.state = state;
    came = world.lock().newCondition();
    locked(() -> {
      for (Interface on : state.interfaces()) {
        MainDevice device = on.device();
        FrameSink ear = heard -> take(device, heard);
        watched.put(device, ear);
        device.watch(ear);
      }
      return true;
    });
  }

  private void take(MainDevice device, Frame heard) {
    Claims.Claim claim = Claims.of(heard);
    if (claim != null && claim.mac() != device.mac()) {
      claims.add(new Claim(device.index(), claim.address(), FrameText.mac(claim.mac())));
      came.signalAll();
    }
  }

  private boolean locked(BooleanSupplier step) {
    ReentrantLock lock = world.lock();
    lock.lock();
    try {
      return step.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean ask(Device on, Address address) {
    return locked(() -> {
      Interface out = state.find(on.index());
      if (out == null) {
        return false;
      }
      Claims.probe(frame, out.device().mac(), address);
      out.device().transmit(frame);
      return true;
    });
  }

  @Override
  public boolean tell(Device on, Address address) {
    return locked(() -> {
      Interface out = state.find(on.index());
      if (out == null) {
        return false;
      }
      Claims.announce(frame, out.device().mac(), address, false);
      out.device().transmit(frame);
      if (address.family() == Address.INET) {
        Claims.announce(frame, out.device().mac(), address, true);
        out.device().transmit(frame);
      }
      return true;
    });
  }

  @Override
  public Optional<Claim> hear(Duration most) {
    if (world.isManual()) {
      locked(() -> world.runUntil(() -> !claims.isEmpty(), most));
    }
    world.lock().lock();
    try {
      long left = world.isManual() ? 0 : most.toNanos();
      while (claims.isEmpty() && left > 0) {
        left = came.awaitNanos(left);
      }
      return Optional.ofNullable(claims.poll());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      world.lock().unlock();
    }
  }

  @Override
  public void close() {
    locked(() -> {
      watched.forEach(MainDevice::unwatch);
      return true;
    });
  }
}
