/**
 * Time as an argument: a {@link dev.netalias.time.Ticker} that says what time it is, {@link
 * dev.netalias.time.Timers} that run what is due, and {@link dev.netalias.time.ManualTicker} for
 * tests, in which an hour takes no time.
 */
@NullMarked
package dev.netalias.time;

import org.jspecify.annotations.NullMarked;
