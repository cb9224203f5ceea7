package dev.netalias.cli.lab.around;

import java.io.PrintStream;

/**
 * Where a command prints.
 *
 * @param out standard output
 * @param err standard error
 * @param isTerminal whether a person looks at it
 */
public record Streams(PrintStream out, PrintStream err, boolean isTerminal) {}
