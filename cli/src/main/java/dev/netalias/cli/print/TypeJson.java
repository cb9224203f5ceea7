package dev.netalias.cli.print;

import io.avaje.jsonb.Json;

/**
 * An alias type as JSON.
 *
 * @param family address family
 * @param name its name
 * @param attached how many aliases are of it
 * @param registered whether it is registered
 */
@Json
public record TypeJson(int family, String name, int attached, boolean registered) {}
