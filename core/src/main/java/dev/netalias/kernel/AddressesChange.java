package dev.netalias.kernel;

import dev.netalias.kernel.state.AddressRange;
import dev.netalias.kernel.state.InterfaceAddress;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many labelled addresses of one device come, or go: {@code ip addr add|del ADDRESS dev MAIN label
 * MAIN:SLOT} for each. They go the last first, so that none makes another the primary of those that
 * are left.
 *
 * @param before what was there, null where they come
 * @param after what is to be there, null where they go
 */
public record AddressesChange(@Nullable AddressRange before, @Nullable AddressRange after)
    implements Change.Many {
  /** Refuses what neither comes nor goes. */
  public AddressesChange {
    if ((before == null) == (after == null)) {
      throw new IllegalArgumentException("addresses either come or go");
    }
  }

  /** The addresses are to come. */
  public static AddressesChange add(AddressRange added) {
    return new AddressesChange(null, added);
  }

  /** The addresses are to go. */
  public static AddressesChange remove(AddressRange removed) {
    return new AddressesChange(removed, null);
  }

  /** The addresses that it is about. */
  public AddressRange subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  /** The place in the range of what is changed as the {@code row}th. */
  public int place(int row) {
    return after != null ? row : count() - 1 - row;
  }

  @Override
  public AddressChange single(int row) {
    InterfaceAddress address = subject().get(place(row));
    return after == null ? AddressChange.remove(address) : AddressChange.add(address);
  }

  @Override
  public int count() {
    return subject().count();
  }

  @Override
  public AddressesChange inverse() {
    return new AddressesChange(after, before);
  }

  @Override
  public List<AddressChange> inverse(IntPredicate made) {
    return IntStream.range(0, count())
        .map(row -> count() - 1 - row)
        .filter(made)
        .mapToObj(row -> single(row).inverse())
        .toList();
  }
}
