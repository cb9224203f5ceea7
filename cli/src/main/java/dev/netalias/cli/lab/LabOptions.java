package dev.netalias.cli.lab;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What lab is wanted.
 *
 * @param script the script's file, {@code -} for standard input, null for a shell
 * @param hosts how many hosts it begins with
 * @param pcap where what the wires carry is written, null for nowhere
 * @param tap the device of the real kernel that the first wire is joined to, null for none
 * @param quiet whether a script's lines are not printed with their output
 */
public record LabOptions(
    @Nullable String script, int hosts, @Nullable Path pcap, @Nullable String tap, boolean quiet) {}
