package dev.netalias.linux.netns;

/** A network namespace can't be entered. */
public final class NamespaceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String namespace;
  private final int errno;
  private final String reason;

  /**
   * A refusal.
   *
   * @param namespace its name or path
   * @param errno {@code ENOENT} where there is none, {@code EPERM} or {@code EACCES} where that is
   *     not permitted, {@code EINVAL} where it is something else
   * @param reason why, in words
   */
  public NamespaceException(String namespace, int errno, String reason) {
    super("network namespace '" + namespace + "': " + reason);
    this.namespace = namespace;
    this.errno = errno;
    this.reason = reason;
  }

  /** Its name or path. */
  public String namespace() {
    return namespace;
  }

  /** The error number. */
  public int errno() {
    return errno;
  }

  /** Why, in words. */
  public String reason() {
    return reason;
  }
}
