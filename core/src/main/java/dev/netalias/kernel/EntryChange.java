package dev.netalias.kernel;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change of one registry entry.
 *
 * @param before what was there, null where nothing was
 * @param after what is to be there, null where nothing is
 */
public record EntryChange(@Nullable Entry before, @Nullable Entry after) implements Change {
  /** Refuses a change of nothing into nothing. */
  public EntryChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change of nothing");
    }
  }

  /** The registry entry is to come. */
  public static EntryChange add(Entry added) {
    return new EntryChange(null, added);
  }

  /** The registry entry is to go. */
  public static EntryChange remove(Entry removed) {
    return new EntryChange(removed, null);
  }

  /** What it is about: what is to be there, or else what was. */
  public Entry subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  @Override
  public EntryChange inverse() {
    return new EntryChange(after, before);
  }

  @Override
  public String command() {
    return Commands.of(this);
  }

  /** None where it is only about a device that has no aliases that are routes. */
  @Override
  public Stream<String> commands() {
    return isOfNoSlots(before) && isOfNoSlots(after) ? Stream.empty() : Stream.of(command());
  }

  private static boolean isOfNoSlots(@Nullable Entry entry) {
    return entry == null || entry instanceof Entry.OfSlots slots && slots.used().isEmpty();
  }
}
