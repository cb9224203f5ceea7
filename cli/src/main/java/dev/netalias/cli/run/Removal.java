package dev.netalias.cli.run;

import dev.netalias.alias.Alias;
import dev.netalias.alias.Draft;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes addresses from the kernel. Several of them one after the other are better made as one: the
 * order in which addresses go decides whether that takes a moment or minutes.
 */
public interface Removal extends Operation {
  /** What it is about, by {@link #key}; adds nothing to the draft. */
  Map<String, Alias> aliases(Draft draft);

  /** Deletes or closes them, in the order that is quick. */
  void remove(Draft draft, Collection<Alias> aliases);

  @Override
  default void apply(Draft draft) {
    remove(draft, aliases(draft).values());
  }

  /** What tells aliases apart: labels of other programs need not be unique. */
  static String key(Alias alias) {
    return alias.name() + " " + alias.address();
  }

  /** Some aliases by their keys. */
  static Map<String, Alias> byKey(Collection<Alias> aliases) {
    Map<String, Alias> byKey = new LinkedHashMap<>();
    aliases.forEach(a -> byKey.put(key(a), a));
    return byKey;
  }
}
