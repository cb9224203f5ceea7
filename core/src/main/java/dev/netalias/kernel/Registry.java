package dev.netalias.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one network namespace of one boot.
 *
 * @param entries in the order in which they came, one for a key
 */
public record Registry(List<Entry> entries) {
  /** A registry that holds nothing. */
  public static final Registry EMPTY = new Registry(List.of());

  /** Copies the list. */
  public Registry {
    entries = List.copyOf(entries);
  }

  /** The entries of one kind, in order. */
  public <E extends Entry> List<E> all(Class<E> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The first entry of one kind that fits. */
  public <E extends Entry> Optional<E> find(Class<E> kind, Predicate<E> fits) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).filter(fits).findFirst();
  }

  /** The registry after the changes of entries, others being passed over. */
  public Registry after(Iterable<? extends Change> changes) {
    Map<String, Entry> byKey = byKey();
    for (Change change : changes) {
      if (change instanceof EntryChange entry) {
        if (entry.after() != null) {
          byKey.put(entry.after().key(), entry.after());
        } else if (entry.before() != null) {
          byKey.remove(entry.before().key());
        }
      }
    }
    return new Registry(List.copyOf(byKey.values()));
  }

  /** The changes that lead from this registry to another. */
  public List<EntryChange> to(Registry other) {
    Map<String, Entry> here = byKey();
    Map<String, Entry> there = other.byKey();
    List<EntryChange> changes = new ArrayList<>();
    there.forEach((key, entry) -> {
      if (!entry.equals(here.get(key))) {
        changes.add(new EntryChange(here.get(key), entry));
      }
    });
    here.forEach((key, entry) -> {
      if (!there.containsKey(key)) {
        changes.add(EntryChange.remove(entry));
      }
    });
    return changes;
  }

  private Map<String, Entry> byKey() {
    Map<String, Entry> byKey = new LinkedHashMap<>();
    entries.forEach(entry -> byKey.put(entry.key(), entry));
    return byKey;
  }

  @Override
  public boolean equals(@Nullable Object other) { // without what records link for it at first use
    return other instanceof Registry that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }
}
