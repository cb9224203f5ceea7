/**
 * Messages of rtnetlink, {@code rtnetlink(7)}: links, addresses, routes and neighbours. Each class
 * of constants is one attribute table; its names are the kernel's without their prefix.
 */
@NullMarked
package dev.netalias.wire.rtnl;

import org.jspecify.annotations.NullMarked;
