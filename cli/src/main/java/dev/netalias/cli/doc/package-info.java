/** Man pages and shell completion, made from the model of the commands. */
@NullMarked
package dev.netalias.cli.doc;

import org.jspecify.annotations.NullMarked;
