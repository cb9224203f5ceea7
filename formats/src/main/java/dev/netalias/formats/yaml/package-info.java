/** netalias's own YAML: the desired state as a file, read, written, and edited in place. */
@NullMarked
package dev.netalias.formats.yaml;

import org.jspecify.annotations.NullMarked;
