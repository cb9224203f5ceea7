/**
 * Devices and what joins them: wires with their faults, the loopback, main devices and the alias
 * devices stacked on them, and the seam to a TAP device. All that belongs to one {@link
 * dev.netalias.embedded.device.World} goes by one clock and one lock; nothing runs by itself.
 */
@NullMarked
package dev.netalias.embedded.device;

import org.jspecify.annotations.NullMarked;
