/** Commands about the traffic of aliases: what is counted, and what is let in. */
@NullMarked
package dev.netalias.cli.traffic;

import org.jspecify.annotations.NullMarked;
