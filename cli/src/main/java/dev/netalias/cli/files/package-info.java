/** The commands of the distributions' own files: {@code import} and {@code export}. */
@NullMarked
package dev.netalias.cli.files;

import org.jspecify.annotations.NullMarked;
