package dev.netalias.plan.journal;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How a value stands in a line: what writes its keys, and what reads them again.
 *
 * @param type the value's class
 * @param write appends its keys
 * @param read finds them
 */
record Form<T>(Class<T> type, BiConsumer<LineText, T> write, Function<Line, T> read) {}
