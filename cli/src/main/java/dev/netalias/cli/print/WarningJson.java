package dev.netalias.cli.print;

import io.avaje.jsonb.Json;

/**
 * Something to know that is no error, as JSON.
 *
 * @param warning what it is
 */
@Json
public record WarningJson(ErrorJson.Body warning) {}
