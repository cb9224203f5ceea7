/**
 * ifupdown's {@code /etc/network/interfaces}, as ifupdown itself reads it ({@code config.c}, {@code
 * inet.defn} and {@code inet6.defn} of version 0.8.41), every byte kept.
 */
@NullMarked
package dev.netalias.formats.ifupdown;

import org.jspecify.annotations.NullMarked;
