/** What a lab is in: streams, and the commands around it. */
@NullMarked
package dev.netalias.cli.lab.around;

import org.jspecify.annotations.NullMarked;
