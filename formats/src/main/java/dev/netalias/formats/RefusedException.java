package dev.netalias.formats;

import dev.netalias.plan.Place;
import java.io.IOException;

/** A file that can't be read as what it should be; its own tool would refuse it too. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Place place;
  private final String reason;

  /** A refusal that says where, and why. */
  public RefusedException(Place place, String reason) {
    super(place + ": " + reason);
    this.place = place;
    this.reason = reason;
  }

  /** A refusal because something failed. */
  public RefusedException(Place place, String reason, IOException cause) {
    this(place, reason);
    initCause(cause);
  }

  /** Where. */
  public Place place() {
    return place;
  }

  /** Why. */
  public String reason() {
    return reason;
  }
}
