/** What events change in a network, told as happenings. */
@NullMarked
package dev.netalias.cli.watch;

import org.jspecify.annotations.NullMarked;
