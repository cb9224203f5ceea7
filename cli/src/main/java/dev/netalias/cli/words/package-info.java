/** The words of a command line: their model, what they mean, what is said of wrong ones. */
@NullMarked
package dev.netalias.cli.words;

import org.jspecify.annotations.NullMarked;
