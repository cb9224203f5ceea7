package dev.netalias.kernel.state;

/**
 * Which main device: its index, that never changes, and the name that it had when it was read.
 *
 * @param index interface index, {@code if_nametoindex(3)}
 * @param name name at that moment, {@code eth0}
 */
public record Device(int index, String name) {
  @Override
  public String toString() {
    return name;
  }
}
