/**
 * The lab: hosts and wires in one world, with faults, captures and a clock that can be moved. What
 * a shell needs, and what a test of a network needs.
 */
@NullMarked
package dev.netalias.embedded.lab;

import org.jspecify.annotations.NullMarked;
