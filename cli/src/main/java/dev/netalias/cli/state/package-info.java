/** The commands of the desired state: what is wanted, what differs, what was applied and when. */
@NullMarked
package dev.netalias.cli.state;

import org.jspecify.annotations.NullMarked;
