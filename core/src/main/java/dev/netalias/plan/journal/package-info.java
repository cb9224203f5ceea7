/**
 * What is about to be done, written down before it is done: changes as lines of text, and how a
 * commit that was cut off is brought to one of its two ends.
 */
@NullMarked
package dev.netalias.plan.journal;

import org.jspecify.annotations.NullMarked;
