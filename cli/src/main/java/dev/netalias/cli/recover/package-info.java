/** The command that brings one that was cut off to an end. */
@NullMarked
package dev.netalias.cli.recover;

import org.jspecify.annotations.NullMarked;
