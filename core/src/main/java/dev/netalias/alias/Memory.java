package dev.netalias.alias;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.state.InterfaceAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is remembered of aliases, as a draft has it so far. */
final class Memory {
  private final List<Change> changes;

  /** Keys of the entries of aliases, also of those that are contradicted. */
  private final Set<String> taken = new HashSet<>();

  private final Counting counting;

  /** What the kernel has gone past, by its keys. */
  private final Map<String, Entry.OfAlias> stale = new LinkedHashMap<>();

  Memory(List<Change> changes, AliasView view, Counting counting) {
    this.changes = changes;
    this.counting = counting;
    for (Alias alias : view.named()) {
      if (alias.remembered()) {
        taken.add(entry(alias).key());
      }
    }
    view.leftovers().contradicted().forEach(e -> taken.add(e.key()));
    view.leftovers().stale().forEach(e -> stale.put(e.key(), e));
  }

  /** Who is told of what happens to aliases. */
  Counting counting() {
    return counting;
  }

  static Entry.OfAlias entry(Alias alias) {
    InterfaceAddress owned = alias.owned();
    boolean usual = owned.label().equals(alias.main().name() + ":" + alias.tag());
    return new Entry.OfAlias(
        alias.tag(), usual ? owned.withLabel("") : owned, alias.realisation(), !alias.isKept());
  }

  /**
   * An alias is another now.
   *
   * @param before null where there was none
   * @param after null where there is none
   * @throws AliasException where another alias of that name is remembered
   */
  void change(@Nullable Alias before, @Nullable Alias after) {
    Entry.OfAlias was = before != null && before.remembered() ? entry(before) : null;
    Entry.OfAlias is = after != null && after.remembered() ? entry(after) : null;
    checkFree(was, is);
    if (was != null) {
      taken.remove(was.key());
    } else if (is != null) {
      was = stale.remove(is.key());
    }
    if (is != null) {
      taken.add(is.key());
    }
    if (was != null || is != null) {
      changes.add(new EntryChange(was, is));
    }
    counting.change(before, after);
  }

  /** An alias goes to another network namespace: what is remembered of it goes there too. */
  void departs(Alias here, Alias there, String namespace) {
    change(here, null);
    if (there.remembered()) {
      changes.add(new ElsewhereChange(namespace, EntryChange.add(entry(there))));
    }
  }

  /** Refuses to remember an alias whose name another has that is remembered. */
  void checkFree(@Nullable Alias before, Alias after) {
    checkFree(
        before != null && before.remembered() ? entry(before) : null,
        after.remembered() ? entry(after) : null);
  }

  private void checkFree(Entry.@Nullable OfAlias was, Entry.@Nullable OfAlias is) {
    if (is != null && (was == null || !was.key().equals(is.key())) && taken.contains(is.key())) {
      throw AliasException.conflict(
          "another alias %s is remembered already: there can be one of a name".formatted(is.name()),
          "delete one of them first: netalias del " + is.name() + " ADDRESS");
    }
  }

  /** What makes the aliases known, as closed ones, whose addresses are taken out for a moment. */
  List<EntryChange> meanwhile(MainDraft main, List<InterfaceAddress> addresses) {
    List<EntryChange> entries = new ArrayList<>();
    for (InterfaceAddress a : addresses) {
      List<Alias> named = main.named(a.label());
      if (named.size() == 1 && named.getFirst().owned().isSameAs(a)) {
        Entry.OfAlias entry = entry(named.getFirst().with(Alias.State.CLOSED, true));
        if (!taken.contains(entry.key()) && !stale.containsKey(entry.key())) {
          entries.add(EntryChange.add(entry));
        }
      }
    }
    return entries;
  }

  /** Whether the kernel has gone past something on a main device. */
  boolean hasStale(int main) {
    return stale.values().stream().anyMatch(e -> e.address().device().index() == main);
  }

  /** What has to be done for nothing stale to be left. */
  List<Change> sweep() {
    return stale.values().stream().<Change>map(EntryChange::remove).toList();
  }
}
