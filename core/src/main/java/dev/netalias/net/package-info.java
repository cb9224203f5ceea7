/**
 * Immutable values: address, prefix, MAC address, device name, alias name. Nothing here knows a
 * kernel, a message or a file.
 */
@NullMarked
package dev.netalias.net;

import org.jspecify.annotations.NullMarked;
