/**
 * The alias engine, over any {@link dev.netalias.kernel.Kernel} and of any address family: types,
 * the chain, lookup, and the life cycle as plans.
 */
@NullMarked
package dev.netalias.alias;

import org.jspecify.annotations.NullMarked;
