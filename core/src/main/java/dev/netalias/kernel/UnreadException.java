package dev.netalias.kernel;

import java.util.EnumSet;
import java.util.Set;

/**
 * Something was asked of a {@link Snapshot} that was not read: it is to be read with more parts.
 */
public final class UnreadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Set<Part> parts;

  /** These parts are wanted. */
  public UnreadException(Part first, Part... more) {
    super("not read: " + first, null, false, false);
    parts = EnumSet.of(first, more);
  }

  /** The parts that are wanted. */
  public Set<Part> parts() {
    return parts;
  }
}
