/**
 * {@link dev.netalias.embedded.EmbeddedKernel}: the port over a network stack that lives in this
 * process.
 */
@NullMarked
package dev.netalias.embedded;

import org.jspecify.annotations.NullMarked;
