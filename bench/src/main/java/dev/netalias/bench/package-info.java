/** JMH benchmarks. */
@NullMarked
package dev.netalias.bench;

import org.jspecify.annotations.NullMarked;
