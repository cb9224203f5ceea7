/** What is printed: tables, JSON, progress; on which stream, and what becomes of a closed pipe. */
@NullMarked
package dev.netalias.cli.print;

import org.jspecify.annotations.NullMarked;
