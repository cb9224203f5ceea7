/** What the tests of every module share. */
@NullMarked
package dev.netalias.testkit;

import org.jspecify.annotations.NullMarked;
