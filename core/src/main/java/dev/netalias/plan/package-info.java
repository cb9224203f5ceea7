/**
 * Desired state: which aliases there are to be, what differs, and the operations that lead there.
 * Values that a file says and a draft carries out; no file is read here.
 */
@NullMarked
package dev.netalias.plan;

import org.jspecify.annotations.NullMarked;
