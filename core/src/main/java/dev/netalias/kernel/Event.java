package dev.netalias.kernel;

import dev.netalias.kernel.state.Link;

/** Something that a kernel told of. */
public sealed interface Event {
  /**
   * A change that somebody made.
   *
   * @param change an addition (the kernel does not tell whether something of the same key was there
   *     before), a removal, or a replacement where that was known
   */
  record Observed(Change change) implements Event {}

  /**
   * A main device came, changed or went.
   *
   * @param link as it is, or as it was last
   * @param gone whether it went
   */
  record LinkSeen(Link link, boolean gone) implements Event {}

  /** Events were lost: this reader was too slow. A {@link Resynchronised} follows. */
  record Overrun() implements Event {}

  /**
   * What is there after an overrun; events after it follow from it.
   *
   * @param snapshot read after all lost events
   */
  record Resynchronised(Snapshot snapshot) implements Event {}
}
