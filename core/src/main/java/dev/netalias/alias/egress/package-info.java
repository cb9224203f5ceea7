/** How packets of aliases leave: routing rules, tables of their own, preferred sources. */
@NullMarked
package dev.netalias.alias.egress;

import org.jspecify.annotations.NullMarked;
