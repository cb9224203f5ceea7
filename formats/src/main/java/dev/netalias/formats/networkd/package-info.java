/** systemd-networkd's {@code .network} files with their drop-ins. */
@NullMarked
package dev.netalias.formats.networkd;

import org.jspecify.annotations.NullMarked;
