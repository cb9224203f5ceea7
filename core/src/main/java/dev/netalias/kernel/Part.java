package dev.netalias.kernel;

/** Parts of a {@link Snapshot} that cost time to read; devices and the registry always come. */
public enum Part {
  /** Addresses of all devices. */
  ADDRESSES,
  /** Routes of all tables but the local one. */
  ROUTES,
  /** Routes of the local table. */
  LOCAL_ROUTES,
  /** Neighbour entries. */
  NEIGHBOURS,
  /** Counters of single addresses; left empty by a kernel that does not count them. */
  COUNTERS
}
