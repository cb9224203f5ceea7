/** Names and numbers of hosts and networks, as the C library reads and writes them. */
@NullMarked
package dev.netalias.cli.look.name;

import org.jspecify.annotations.NullMarked;
