/** A run of one command: what it runs in, how it changes the network, how it fails. */
@NullMarked
package dev.netalias.cli.run;

import org.jspecify.annotations.NullMarked;
