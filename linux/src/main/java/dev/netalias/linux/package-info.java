/** {@code LinuxKernel}: the running kernel, spoken to through rtnetlink. */
@NullMarked
package dev.netalias.linux;

import org.jspecify.annotations.NullMarked;
