package dev.netalias.cli.print;

import io.avaje.jsonb.Json;

/**
 * Text for people as JSON.
 *
 * @param text the text
 */
@Json
public record TextJson(String text) {
  /**
   * The help of a command.
   *
   * @param command {@code netalias add}
   * @param help the text
   */
  @Json
  public record Help(String command, String help) {}

  /**
   * The version.
   *
   * @param name of the program
   * @param version its version
   */
  @Json
  public record Version(String name, String version) {}

  /**
   * A script for a shell.
   *
   * @param shell its name
   * @param script the text
   */
  @Json
  public record Script(String shell, String script) {}
}
