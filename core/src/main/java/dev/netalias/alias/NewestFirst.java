package dev.netalias.alias;

import dev.netalias.kernel.state.AddressList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The order in which many addresses go quickly: those of one main device newest first. The oldest
 * first, each would make another the primary of all that are left.
 */
final class NewestFirst {
  private NewestFirst() {}

  static List<Alias> of(Collection<Alias> aliases, Function<String, AddressList> addresses) {
    Map<String, List<Alias>> byMain = new LinkedHashMap<>();
    aliases.forEach(a -> byMain.computeIfAbsent(a.main().name(), m -> new ArrayList<>()).add(a));
    List<Alias> ordered = new ArrayList<>(aliases.size());
    byMain.forEach((main, all) -> {
      var order = addresses.apply(main).order().reversed();
      all.sort(Comparator.comparing(Alias::owned, order));
      ordered.addAll(all);
    });
    return ordered;
  }
}
