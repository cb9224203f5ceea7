package dev.netalias.kernel;

import dev.netalias.kernel.state.InterfaceAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of one address.
 *
 * @param before what was there, null where nothing was
 * @param after what is to be there, null where nothing is
 */
public record AddressChange(@Nullable InterfaceAddress before, @Nullable InterfaceAddress after)
    implements Change {
  /** Refuses a change of nothing into nothing. */
  public AddressChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change of nothing");
    }
  }

  /** The address is to come. */
  public static AddressChange add(InterfaceAddress added) {
    return new AddressChange(null, added);
  }

  /** The address is to go. */
  public static AddressChange remove(InterfaceAddress removed) {
    return new AddressChange(removed, null);
  }

  /** What it is about: what is to be there, or else what was. */
  public InterfaceAddress subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  @Override
  public AddressChange inverse() {
    return new AddressChange(after, before);
  }

  @Override
  public String command() {
    return Commands.of(this);
  }
}
