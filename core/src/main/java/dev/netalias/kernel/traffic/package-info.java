/**
 * What is counted of single addresses and which policy they have, and the nftables table that does
 * both: its sets, chains and rules as values, with their text.
 */
@NullMarked
package dev.netalias.kernel.traffic;

import org.jspecify.annotations.NullMarked;
