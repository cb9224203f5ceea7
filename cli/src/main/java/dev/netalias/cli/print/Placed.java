package dev.netalias.cli.print;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasView;
import org.jspecify.annotations.Nullable;

/**
 * An alias among those of several network namespaces.
 *
 * @param namespace where it is, in a form that {@code --netns} takes; null where there is one
 *     network and no other
 * @param own whether that is the one that the command is about
 * @param view all that is there
 * @param alias the alias
 */
public record Placed(@Nullable String namespace, boolean own, AliasView view, Alias alias) {}
