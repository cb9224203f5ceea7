package dev.netalias.alias.table;

import dev.netalias.net.Address;

/**
 * The lookup table of one main device: address of any family to a number, open addressing over
 * arrays of primitives, so that a lookup allocates nothing and costs the same however many there
 * are. An IPv4 address and its number share one word of an array of their own, so that a million of
 * them still lie in a processor's cache.
 */
public final class AliasTable {
  /** Not found. */
  public static final int NONE = -1;

  private static final int FIRST_CAPACITY = 16;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final Narrow narrow = new Narrow();
  private final Wide wide = new Wide();

  /** An empty table. */
  public AliasTable() {}

  /** How many addresses are in it. */
  public int size() {
    return narrow.size + wide.size;
  }

  /** The number of an address, or {@link #NONE}. */
  public int find(Address address) {
    return find(address.family(), address.high(), address.low());
  }

  /** The number of an address given by its parts, or {@link #NONE}. */
  public int find(int family, long high, long low) {
    return isNarrow(family, high, low) ? narrow.find((int) low) : wide.find(family, high, low);
  }

  /**
   * Reads the place where the search for an IPv4 address begins, and decides nothing: calls for
   * several addresses, one after the other, wait for memory all at once, and searches that follow
   * need not wait.
   *
   * @return something to do something with, so that the reading is not left out
   */
  public long touch(int ipv4) {
    return narrow.slots[narrow.place(ipv4) & narrow.slots.length - 1];
  }

  /**
   * Puts a number to an address.
   *
   * @param number 0 or more
   * @return the number that it had, or {@link #NONE}
   */
  public int put(Address address, int number) {
    return put(address.family(), address.high(), address.low(), number);
  }

  /** Puts a number to an address given by its parts; see {@link #put(Address, int)}. */
  public int put(int family, long high, long low, int number) {
    if (number < 0 || number == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a number of an alias: " + number);
    }
    return isNarrow(family, high, low)
        ? narrow.put((int) low, number)
        : wide.put(family, high, low, number);
  }

  /**
   * Takes an address out.
   *
   * @return the number that it had, or {@link #NONE}
   */
  public int remove(Address address) {
    return remove(address.family(), address.high(), address.low());
  }

  /** Takes an address given by its parts out; see {@link #remove(Address)}. */
  public int remove(int family, long high, long low) {
    return isNarrow(family, high, low) ? narrow.remove((int) low) : wide.remove(family, high, low);
  }

  private static boolean isNarrow(int family, long high, long low) {
    return family == Address.INET && (high | low >>> 32) == 0;
  }

  /** IPv4: the address in the upper half of a word, its number and 1 in the lower; 0 is empty. */
  private static final class Narrow {
    private long[] slots = new long[FIRST_CAPACITY];
    private int shift = Long.numberOfLeadingZeros(FIRST_CAPACITY - 1);
    private int size;

    /** Spreads neighbouring addresses: the upper bits of a multiplication by an odd constant. */
    private int place(int address) {
      return (int) (address * SPREAD >>> shift);
    }

    int find(int address) {
      long[] in = slots;
      int mask = in.length - 1;
      for (int i = place(address) & mask; ; i = i + 1 & mask) {
        long slot = in[i];
        if (slot == 0 || (int) (slot >>> 32) == address) {
          return (int) slot - 1;
        }
      }
    }

    /** Where the address is, or the empty slot where it would be. */
    private int search(int address) {
      int mask = slots.length - 1;
      int i = place(address) & mask;
      while (slots[i] != 0 && (int) (slots[i] >>> 32) != address) {
        i = i + 1 & mask;
      }
      return i;
    }

    int put(int address, int number) {
      if (size >= slots.length / 2) {
        grow();
      }
      int i = search(address);
      int old = (int) slots[i] - 1;
      slots[i] = (long) address << 32 | number + 1;
      size += old == NONE ? 1 : 0;
      return old;
    }

    int remove(int address) {
      int hole = search(address);
      int old = (int) slots[hole] - 1;
      if (old != NONE) {
        size--;
        closeGap(hole);
      }
      return old;
    }

    /** Moves later entries of the run back, so that no search ends too early. */
    private void closeGap(int gap) {
      int mask = slots.length - 1;
      int hole = gap;
      for (int i = hole + 1 & mask; slots[i] != 0; i = i + 1 & mask) {
        int wanted = place((int) (slots[i] >>> 32)) & mask;
        if ((i - wanted & mask) >= (i - hole & mask)) {
          slots[hole] = slots[i];
          hole = i;
        }
      }
      slots[hole] = 0;
    }

    private void grow() {
      long[] old = slots;
      slots = new long[2 * old.length];
      shift--;
      for (long slot : old) {
        if (slot != 0) {
          slots[search((int) (slot >>> 32))] = slot;
        }
      }
    }
  }

  /** Any family: two words of address, then the family and the number and 1; 0 is empty. */
  private static final class Wide {
    private static final int WORDS = 3;

    private long[] slots = new long[WORDS * FIRST_CAPACITY];
    private int capacity = FIRST_CAPACITY;
    private int size;

    private int place(int family, long high, long low) {
      long mixed = (low ^ Long.rotateLeft(high, 32) ^ family) * SPREAD;
      return (int) (mixed >>> 32) & capacity - 1;
    }

    /** Where the address is, or the empty slot where it would be. */
    private int search(int family, long high, long low) {
      int i = place(family, high, low);
      while (true) {
        int at = WORDS * i;
        long last = slots[at + 2];
        boolean here = slots[at + 1] == low && slots[at] == high && (int) (last >>> 32) == family;
        if (last == 0 || here) {
          return at;
        }
        i = i + 1 & capacity - 1;
      }
    }

    int find(int family, long high, long low) {
      return (int) slots[search(family, high, low) + 2] - 1;
    }

    int put(int family, long high, long low, int number) {
      if (size >= capacity / 2) {
        grow();
      }
      int at = search(family, high, low);
      int old = (int) slots[at + 2] - 1;
      set(at, high, low, (long) family << 32 | number + 1);
      size += old == NONE ? 1 : 0;
      return old;
    }

    private void set(int at, long high, long low, long last) {
      slots[at] = high;
      slots[at + 1] = low;
      slots[at + 2] = last;
    }

    int remove(int family, long high, long low) {
      int at = search(family, high, low);
      int old = (int) slots[at + 2] - 1;
      if (old != NONE) {
        size--;
        closeGap(at / WORDS);
      }
      return old;
    }

    private void closeGap(int gap) {
      int mask = capacity - 1;
      int hole = gap;
      for (int i = hole + 1 & mask; slots[WORDS * i + 2] != 0; i = i + 1 & mask) {
        int at = WORDS * i;
        int wanted = place((int) (slots[at + 2] >>> 32), slots[at], slots[at + 1]);
        if ((i - wanted & mask) >= (i - hole & mask)) {
          set(WORDS * hole, slots[at], slots[at + 1], slots[at + 2]);
          hole = i;
        }
      }
      set(WORDS * hole, 0, 0, 0);
    }

    private void grow() {
      long[] old = slots;
      capacity *= 2;
      slots = new long[WORDS * capacity];
      for (int at = 0; at < old.length; at += WORDS) {
        if (old[at + 2] != 0) {
          int to = search((int) (old[at + 2] >>> 32), old[at], old[at + 1]);
          set(to, old[at], old[at + 1], old[at + 2]);
        }
      }
    }
  }
}
