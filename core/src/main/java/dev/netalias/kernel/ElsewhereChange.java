package dev.netalias.kernel;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change that is made in another network namespace than the plan's, {@code ip -n NAMESPACE …}. An
 * entry belongs to the registry of that namespace.
 *
 * @param namespace the network namespace, as {@code ip netns} names it or its path
 * @param change what is changed there
 */
public record ElsewhereChange(String namespace, Change change) implements Change {
  /** A change in some namespace: null for the plan's own. */
  public static Change in(@Nullable String namespace, Change change) {
    return namespace == null ? change : new ElsewhereChange(namespace, change);
  }

  @Override
  public @Nullable Object before() {
    return change.before();
  }

  @Override
  public @Nullable Object after() {
    return change.after();
  }

  @Override
  public ElsewhereChange inverse() {
    return new ElsewhereChange(namespace, change.inverse());
  }

  @Override
  public int count() {
    return change.count();
  }

  @Override
  public String command() {
    return Commands.in(namespace, change.command());
  }

  @Override
  public Stream<String> commands() {
    return change.commands().map(command -> Commands.in(namespace, command));
  }
}
