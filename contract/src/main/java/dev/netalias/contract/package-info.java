/**
 * The rules of an alias's life as tests that run on every kernel: a test that can't be written here
 * shows a leak in the port.
 */
@NullMarked
package dev.netalias.contract;

import org.jspecify.annotations.NullMarked;
