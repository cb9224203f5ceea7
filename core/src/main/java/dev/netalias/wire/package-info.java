/**
 * Bytes on the wire: a bounded {@link dev.netalias.wire.Cursor} to read them, an {@link
 * dev.netalias.wire.Emitter} to write them. Every bound is checked here and nowhere else.
 */
@NullMarked
package dev.netalias.wire;

import org.jspecify.annotations.NullMarked;
