package dev.netalias.cli.print;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Standard output takes no more. */
public final class UnwritableException extends UncheckedIOException {
  private static final long serialVersionUID = 1;

  private final String reason;

  /** What happened to the stream. */
  public UnwritableException(IOException cause) {
    super(cause);
    reason = String.valueOf(cause.getMessage());
  }

  /** The system's word for it. */
  public String reason() {
    return reason;
  }

  /** Whether its reader has gone, as {@code head} does when it has seen enough. */
  public boolean isReaderGone() {
    return reason.contains("Broken pipe");
  }
}
