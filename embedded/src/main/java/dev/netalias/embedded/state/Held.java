package dev.netalias.embedded.state;

import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.time.Timers;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** An address that a main device has, and its place among the others. */
public final class Held {
  private static final Comparator<Held> INET_ORDER =
      Comparator.comparing((Held h) -> h.value.isSecondary())
          .thenComparing(h -> h.value.isSecondary() ? 0 : -h.value.scope())
          .thenComparing(h -> h.order);

  private static final Comparator<Held> INET6_ORDER =
      Comparator.comparing((Held h) -> h.value.scope()).thenComparing(h -> -h.order);

  private static final Comparator<Held> PLAIN_ORDER = Comparator.comparing(h -> h.order);

  private InterfaceAddress value;
  private long order;
  private Timers.@Nullable Timer expiry;
  private Timers.@Nullable Timer deprecation;

  Held(InterfaceAddress value, long order) {
    this.value = value;
    this.order = order;
  }

  /**
   * The kernel's order of a family. IPv4: primaries before secondaries, those of narrower scope
   * first, then by age. IPv6: those of wider scope first, then the newest.
   */
  static Comparator<Held> order(int family) {
    return switch (family) {
      case Address.INET -> INET_ORDER;
      case Address.INET6 -> INET6_ORDER;
      default -> PLAIN_ORDER;
    };
  }

  /** The address as it is. */
  public InterfaceAddress value() {
    return value;
  }

  /** Changes it; where that changes its place, it is on no list meanwhile. */
  void become(InterfaceAddress newValue, long newOrder) {
    value = newValue;
    order = newOrder;
  }

  /** Its number in the order of age. */
  long order() {
    return order;
  }

  /** The timer at whose end it goes, null where it stays. */
  public Timers.@Nullable Timer expiry() {
    return expiry;
  }

  /** The timer at whose end it is deprecated, null where it is never. */
  public Timers.@Nullable Timer deprecation() {
    return deprecation;
  }

  /** Sets the timers of its life. */
  public void ends(Timers.@Nullable Timer atEnd, Timers.@Nullable Timer atDeprecation) {
    expiry = atEnd;
    deprecation = atDeprecation;
  }

  @Override
  public String toString() {
    return value.prefix() + " " + value.label();
  }
}
