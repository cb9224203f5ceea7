/**
 * The registry: what netalias remembers of one network namespace of one boot, in one file, beside
 * its lock.
 */
@NullMarked
package dev.netalias.linux.registry;

import org.jspecify.annotations.NullMarked;
