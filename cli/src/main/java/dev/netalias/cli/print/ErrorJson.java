package dev.netalias.cli.print;

import io.avaje.jsonb.Json;

/**
 * An error as JSON.
 *
 * @param error what it is
 */
@Json
public record ErrorJson(Body error) {
  /**
   * What it is.
   *
   * @param kind a word for it
   * @param message what was refused, and why
   * @param hint what to do about it
   */
  @Json
  public record Body(String kind, String message, String hint) {}

  /**
   * Something to know that is no error.
   *
   * @param warning what it is
   */
  @Json
  public record Warning(Body warning) {}
}
