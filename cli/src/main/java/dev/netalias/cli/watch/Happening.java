package dev.netalias.cli.watch;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of the monitor.
 *
 * @param event what happened: {@code added}, {@code deleted}, {@code changed}, {@code opened},
 *     {@code closed}, {@code renamed}, {@code overrun}, {@code resynchronised}
 * @param what to what sort of thing: {@code alias}, {@code address}, {@code device}, {@code route},
 *     {@code monitor}
 * @param name its name
 * @param detail more of it, empty where there is nothing to say
 */
public record Happening(String event, String what, String name, String detail) {
  /** As a line without a time: {@code alias eth0:0 added 192.0.2.10/24}. */
  public String text() {
    return Stream.of(what, name, event, detail)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
