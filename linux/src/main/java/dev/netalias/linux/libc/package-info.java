/**
 * The C library, in three layers: {@link dev.netalias.linux.libc.LibC} has its words, another class
 * calls it, and {@link dev.netalias.linux.libc.Descriptor} says what the calls mean. No other
 * package of netalias calls native code.
 */
@NullMarked
package dev.netalias.linux.libc;

import org.jspecify.annotations.NullMarked;
