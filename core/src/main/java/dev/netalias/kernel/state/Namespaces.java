package dev.netalias.kernel.state;

import java.util.List;

/**
 * The network namespaces that a kernel finds, its own among them.
 *
 * @param found each once, by the name that {@code ip netns} gives it, or else by a path; its own
 *     first
 * @param unreadable those that may not be looked at: what they belong to, and why, a line each
 */
public record Namespaces(List<String> found, List<String> unreadable) {
  /** Copies the lists. */
  public Namespaces {
    found = List.copyOf(found);
    unreadable = List.copyOf(unreadable);
  }
}
