package dev.netalias.cli.print;

import io.avaje.jsonb.Json;

/**
 * One line of the monitor as JSON.
 *
 * @param time when it was told, in UTC
 * @param event what happened
 * @param what to what sort of thing
 * @param name its name
 * @param detail more of it
 */
@Json
public record HappeningJson(String time, String event, String what, String name, String detail) {}
