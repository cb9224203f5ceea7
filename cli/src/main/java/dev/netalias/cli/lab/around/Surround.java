package dev.netalias.cli.lab.around;

import java.io.InputStream;

/**
 * What a lab is in.
 *
 * @param in standard input
 * @param streams where is printed
 * @param isTyped whether a person types at a terminal
 * @param outside the commands around it
 */
public record Surround(InputStream in, Streams streams, boolean isTyped, Outside outside) {}
