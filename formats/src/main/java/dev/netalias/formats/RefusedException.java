package dev.netalias.formats;

/** A file that can't be read as what it should be; its own tool would refuse it too. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Place place;

  /** A refusal that says where, and why. */
  public RefusedException(Place place, String reason) {
    super(place + ": " + reason);
    this.place = place;
  }

  /** Where. */
  public Place place() {
    return place;
  }
}
