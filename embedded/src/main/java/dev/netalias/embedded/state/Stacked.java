package dev.netalias.embedded.state;

import dev.netalias.embedded.device.Uppers;

/** What a device is that is stacked on another. */
public final class Stacked {
  private final Interface lower;
  private final Uppers.Mode mode;
  private final Uppers.Seat seat;
  private String text = "";

  /** A device on another, without text. */
  public Stacked(Interface lower, Uppers.Mode mode, Uppers.Seat seat) {
    this.lower = lower;
    this.mode = mode;
    this.seat = seat;
  }

  /** The device below. */
  public Interface lower() {
    return lower;
  }

  /** What it may do with those beside it. */
  public Uppers.Mode mode() {
    return mode;
  }

  /** Its place among those. */
  public Uppers.Seat seat() {
    return seat;
  }

  /** Its alias text, {@code IFLA_IFALIAS}. */
  public String text() {
    return text;
  }

  /** Gives it another text. */
  public void text(String newText, Undo undo) {
    String was = text;
    text = newText;
    undo.with(() -> text = was);
  }
}
