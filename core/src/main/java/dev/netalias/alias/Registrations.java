package dev.netalias.alias;

import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The registered alias types, as a draft has them so far. */
final class Registrations {
  private final List<Change> changes;
  private final AliasView view;
  private final Map<Integer, Entry.OfType> types = new HashMap<>();

  Registrations(List<Change> changes, AliasView view) {
    this.changes = changes;
    this.view = view;
    for (Entry.OfType type : view.snapshot().registry().all(Entry.OfType.class)) {
      types.put(type.family(), type);
    }
  }

  void add(Entry.OfType type) {
    if (types.putIfAbsent(type.family(), type) == null) {
      changes.add(EntryChange.add(type));
    }
  }

  void remove(String name, List<Alias> aliases) {
    int family = familyOf(name);
    long attached = aliases.stream().filter(a -> a.address().family() == family).count();
    if (attached > 0) {
      throw AliasException.conflict(
          "alias type %s is in use: %d %s attached"
              .formatted(name, attached, attached == 1 ? "alias is" : "aliases are"),
          "delete them first");
    }
    Entry.OfType entry = types.remove(family);
    if (entry == null) {
      throw AliasException.notFound("alias type " + name + " is not registered", "");
    }
    changes.add(EntryChange.remove(entry));
  }

  /** By its entry first: so a type whose jar can't be loaded any more can be unregistered. */
  private int familyOf(String name) {
    for (Entry.OfType type : types.values()) {
      if (type.name().equals(name)) {
        return type.family();
      }
    }
    return view.types()
        .named(name)
        .map(AliasType::family)
        .orElseThrow(() -> AliasException.notFound("there is no alias type '" + name + "'", ""));
  }
}
