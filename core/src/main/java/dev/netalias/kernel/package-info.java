/**
 * The port to a network stack: what is there ({@link dev.netalias.kernel.Snapshot}), what can be
 * changed ({@link dev.netalias.kernel.Change}, {@link dev.netalias.kernel.Plan}), what happens
 * ({@link dev.netalias.kernel.Event}) and what went wrong ({@link
 * dev.netalias.kernel.KernelException}). The engine is written over it; a kernel implements it.
 */
@NullMarked
package dev.netalias.kernel;

import org.jspecify.annotations.NullMarked;
