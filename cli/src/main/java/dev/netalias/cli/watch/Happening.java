package dev.netalias.cli.watch;

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
public record Happening(String event, String what, String name, String detail) {}
