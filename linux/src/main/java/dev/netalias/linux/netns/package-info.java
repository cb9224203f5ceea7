/** Network namespaces, {@code network_namespaces(7)}. */
@NullMarked
package dev.netalias.linux.netns;

import org.jspecify.annotations.NullMarked;
