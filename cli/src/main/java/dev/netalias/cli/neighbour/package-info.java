/** The commands that speak with neighbours alone: who has an address, and that it is here. */
@NullMarked
package dev.netalias.cli.neighbour;

import org.jspecify.annotations.NullMarked;
