package dev.netalias.plan;

import java.util.List;

/**
 * Something in a desired state that can't be meant: where it was said, and what is wrong with it.
 */
public final class MistakeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Place place;
  private final String problem;
  private final String hint;
  private final transient List<String> excerpt;

  private MistakeException(Place place, String problem, String hint, List<String> excerpt) {
    super(place.equals(Place.NOWHERE) ? problem : place + ": " + problem);
    this.place = place;
    this.problem = problem;
    this.hint = hint;
    this.excerpt = List.copyOf(excerpt);
  }

  /**
   * A mistake.
   *
   * @param hint what to do about it, empty where there is nothing to say
   */
  public MistakeException(Place place, String problem, String hint) {
    this(place, problem, hint, List.of());
  }

  /** The same, with the lines of the text that show it. */
  public MistakeException showing(List<String> lines) {
    MistakeException shown = new MistakeException(place, problem, hint, lines);
    shown.initCause(this);
    return shown;
  }

  /** Where it was said. */
  public Place place() {
    return place;
  }

  /** What to do about it, empty where there is nothing to say. */
  public String hint() {
    return hint;
  }

  /** The line where it was said and a caret below what is wrong; none where no text is known. */
  public List<String> excerpt() {
    return excerpt;
  }
}
