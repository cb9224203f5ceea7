package dev.netalias.kernel.state;

import org.jspecify.annotations.Nullable;

/**
 * Which main device: its index, that never changes, and the name that it had when it was read.
 *
 * @param index interface index, {@code if_nametoindex(3)}
 * @param name name at that moment, {@code eth0}
 */
public record Device(int index, String name) {
  @Override
  public boolean equals(@Nullable Object other) { // without what records link for it at first use
    return other instanceof Device that && index == that.index && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return 31 * index + name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
