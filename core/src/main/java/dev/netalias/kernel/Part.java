package dev.netalias.kernel;

import java.util.EnumSet;
import java.util.Set;

/** Parts of a {@link Snapshot} that cost time to read; devices and the registry always come. */
public enum Part {
  /** Addresses of all devices. */
  ADDRESSES,
  /** Routes of all tables but the local one and that of closed aliases. */
  ROUTES,
  /** Routes of the local table, but for those of aliases. */
  LOCAL_ROUTES,
  /** The aliases that are local routes. */
  ALIAS_ROUTES,
  /**
   * Which slots aliases have that are local routes: where the registry does not tell, those aliases
   * are read.
   */
  SLOTS,
  /** Routing rules, and netalias's own routes of the main table and of those its rules name. */
  RULES,
  /** Neighbour entries. */
  NEIGHBOURS,
  /** Counters of single addresses; left empty by a kernel that does not count them. */
  COUNTERS;

  /**
   * Something was asked of a {@link Snapshot} that was not read: it is to be read with more parts.
   */
  public static final class UnreadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Set<Part> parts;

    /** These parts are wanted. */
    public UnreadException(Set<Part> wanted) {
      super("not read: " + wanted, null, false, false);
      parts = EnumSet.copyOf(wanted);
    }

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
}
