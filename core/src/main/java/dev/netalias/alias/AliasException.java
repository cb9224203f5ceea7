package dev.netalias.alias;

/** A request that netalias refuses: what, why, and what to do about it. */
public class AliasException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why a request is refused, with the exit code of the command line. */
  public enum Kind {
    /** It contradicts what is there, or the kernel refused it. */
    CONFLICT(1),
    /** The request itself is wrong. */
    USAGE(2),
    /** The address is in use on the network. */
    IN_USE(3),
    /** There is no permission. */
    PERMISSION(4),
    /** What it names is not there. */
    NOT_FOUND(5),
    /** It was interrupted. */
    INTERRUPTED(130);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;
  private final String hint;

  /**
   * A refusal.
   *
   * @param kind of what kind
   * @param message what was refused, and why
   * @param hint what to do about it, empty where there is nothing to say
   */
  public AliasException(Kind kind, String message, String hint) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }

  /** Wrong usage. */
  public static AliasException usage(String message, String hint) {
    return new AliasException(Kind.USAGE, message, hint);
  }

  /** A contradiction to what is there. */
  public static AliasException conflict(String message, String hint) {
    return new AliasException(Kind.CONFLICT, message, hint);
  }

  /** Something that is not there. */
  public static AliasException notFound(String message, String hint) {
    return new AliasException(Kind.NOT_FOUND, message, hint);
  }

  /** Of what kind. */
  public Kind kind() {
    return kind;
  }

  /** What to do about it, empty where there is nothing to say. */
  public String hint() {
    return hint;
  }
}
