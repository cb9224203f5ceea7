package dev.netalias.kernel;

import org.jspecify.annotations.Nullable;

/** Finds a kernel; found itself as a service ({@link java.util.ServiceLoader}). */
public interface KernelProvider {
  /** A word for it, {@code linux}. */
  String name();

  /** Whether this system has such a kernel. */
  boolean isAvailable();

  /**
   * Opens it.
   *
   * @param namespace a network namespace as {@code ip netns} names it or the path of one, null for
   *     the caller's own
   * @throws KernelException where it can't be opened; {@code ENOENT} where there is no such
   *     namespace
   */
  Kernel open(@Nullable String namespace);
}
