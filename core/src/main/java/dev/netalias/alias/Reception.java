package dev.netalias.alias;

import dev.netalias.net.Address;

/**
 * A packet that came in on a main device, and what is known there: input of receive attribution.
 * The five questions are of numbers only, so that a kernel that carries packets can answer them for
 * each of millions a second; the addresses are for a type that decides in another way.
 */
public interface Reception {
  /** The main device is chosen. */
  int MAIN = -1;

  /** The packet's source address. */
  Address source();

  /** The packet's destination address. */
  Address destination();

  /** Whether the main device has aliases. */
  boolean hasAliases();

  /** Whether the destination is the main device's own address. */
  boolean isForMain();

  /** The number of the main device's alias that owns the destination, or {@link #MAIN}. */
  int aliasOfDestination();

  /**
   * The number of the main device's alias through which the route to the source leads, or {@link
   * #MAIN} where it leads through another device or there is none.
   */
  int aliasTowardsSource();

  /** Whether the alias of a number is open. */
  boolean isOpen(int alias);

  /** The decision of NET_ALIAS, in its five steps. */
  default int byTheFiveSteps() {
    if (!hasAliases()) { // 1. no aliases
      return MAIN;
    }
    if (isForMain()) { // 2. main's own address
      return MAIN;
    }
    int alias = aliasOfDestination();
    if (alias >= 0 && isOpen(alias)) { // 3. the address of an open alias
      return alias;
    }
    int back = aliasTowardsSource();
    if (back >= 0 && isOpen(back)) { // 4. an open alias leads to the source
      return back;
    }
    return MAIN; // 5.
  }
}
