/** The commands: the model of each one's words, and what it does. */
@NullMarked
package dev.netalias.cli.command;

import org.jspecify.annotations.NullMarked;
