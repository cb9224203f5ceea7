/** What {@code ifconfig} and {@code route} print. */
@NullMarked
package dev.netalias.cli.look.show;

import org.jspecify.annotations.NullMarked;
