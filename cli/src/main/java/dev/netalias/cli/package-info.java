/** The command line: what is parsed, what is printed, the exit code. */
@NullMarked
package dev.netalias.cli;

import org.jspecify.annotations.NullMarked;
