/**
 * The distributions' own network files as aliases, and aliases as changes of those files: what all
 * formats share.
 */
@NullMarked
package dev.netalias.formats;

import org.jspecify.annotations.NullMarked;
