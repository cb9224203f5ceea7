/**
 * What the engine looks things up in: tables of addresses, sets of slots, what depends on an
 * address, lists that join.
 */
@NullMarked
package dev.netalias.alias.table;

import org.jspecify.annotations.NullMarked;
