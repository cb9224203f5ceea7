/** A start-up script of commands, {@code /etc/rc.local}. */
@NullMarked
package dev.netalias.formats.rclocal;

import org.jspecify.annotations.NullMarked;
