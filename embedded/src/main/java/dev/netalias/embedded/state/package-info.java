/**
 * What commands change and packets read: the devices of one host with their addresses and alias
 * devices, routes, neighbours. Every change can be taken back, so that a commit is all or nothing;
 * every lookup that a packet needs allocates nothing.
 */
@NullMarked
package dev.netalias.embedded.state;

import org.jspecify.annotations.NullMarked;
