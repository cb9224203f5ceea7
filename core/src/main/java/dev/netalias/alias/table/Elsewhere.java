package dev.netalias.alias.table;

import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is taken in another network namespace: by what is there, and by what was moved there. */
public final class Elsewhere {
  private final String namespace;
  private final Predicate<String> hasAlias;
  private final Set<Integer> indices = new HashSet<>();
  private final Set<String> devices = new HashSet<>();
  private final Set<String> aliases = new HashSet<>();

  /**
   * A network namespace as it was read.
   *
   * @param namespace its name, or its path
   * @param links its devices
   * @param hasAlias whether an alias of a name is there
   */
  public Elsewhere(String namespace, List<Link> links, Predicate<String> hasAlias) {
    this.namespace = namespace;
    this.hasAlias = hasAlias;
    for (Link link : links) {
      indices.add(link.device().index());
      devices.add(link.name());
    }
  }

  /** Its name, or its path. */
  public String namespace() {
    return namespace;
  }

  /** Takes the name of an alias; false where it is taken. */
  public boolean takeAlias(String name) {
    return !hasAlias.test(name) && aliases.add(name);
  }

  /** Takes the name and the index of a device; where they are taken others that are free. */
  public Device take(Device wanted) {
    int index = wanted.index();
    if (!indices.add(index)) {
      index = indices.stream().mapToInt(Integer::intValue).max().orElse(index) + 1;
      indices.add(index);
    }
    String name = wanted.name();
    for (int number = index; !devices.add(name); number++) {
      name = "alias" + number;
    }
    return new Device(index, name);
  }
}
