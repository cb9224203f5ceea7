/** Lines that are typed or read, cut into words. */
@NullMarked
package dev.netalias.cli.line;

import org.jspecify.annotations.NullMarked;
