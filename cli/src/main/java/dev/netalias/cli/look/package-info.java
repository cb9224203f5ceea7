/**
 * The commands {@code ifconfig} and {@code route} of net-tools, over the alias engine: their
 * grammar, their output, their errors and exit codes.
 */
@NullMarked
package dev.netalias.cli.look;

import org.jspecify.annotations.NullMarked;
