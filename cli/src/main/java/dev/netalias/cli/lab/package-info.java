/** {@code netalias lab}: hosts and wires inside the process, with a shell and with scripts. */
@NullMarked
package dev.netalias.cli.lab;

import org.jspecify.annotations.NullMarked;
