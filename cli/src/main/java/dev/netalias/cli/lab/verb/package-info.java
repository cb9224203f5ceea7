/** What a line in the lab can begin with: the tools of a host, and those of the lab itself. */
@NullMarked
package dev.netalias.cli.lab.verb;

import org.jspecify.annotations.NullMarked;
