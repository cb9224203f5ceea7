/** What a kernel holds, as immutable values: devices, addresses, routes, neighbours, counters. */
@NullMarked
package dev.netalias.kernel.state;

import org.jspecify.annotations.NullMarked;
