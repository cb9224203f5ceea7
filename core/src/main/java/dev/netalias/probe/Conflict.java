package dev.netalias.probe;

import dev.netalias.net.Mac;
import org.jspecify.annotations.Nullable;

/**
 * An address that somebody else has.
 *
 * @param target which address, on which link
 * @param mac who has it; null where that is not known
 */
public record Conflict(Target target, @Nullable Mac mac) {}
