package dev.netalias.formats;

import dev.netalias.alias.Creation.OwnDevice;
import dev.netalias.net.AliasName;
import dev.netalias.net.Mac;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file declares, beside what it is to declare.
 *
 * @param changed what is declared otherwise
 * @param added what is not declared, each with a name
 * @param clashing what has another name, or is the device's own address
 * @param surplus aliases that nobody wants
 * @param <E> what the file has for one address
 */
public record Comparison<E extends Declaration>(
    List<Changed<E>> changed, List<Declared> added, List<Changed<E>> clashing, List<E> surplus) {
  /** Something that is there, and what it is to be, by the name that it has. */
  public record Changed<E extends Declaration>(E there, Declared wanted) {}

  private record Key(String device, Object what) {}

  /**
   * Compares.
   *
   * @param there what the file has
   * @param wanted what it is to declare
   */
  public static <E extends Declaration> Comparison<E> of(List<E> there, List<Declared> wanted) {
    return of(there, wanted, List.of());
  }

  /**
   * The same, where more names are taken than those of what is declared.
   *
   * @param names whole names, such as {@code eth0:0}
   */
  public static <E extends Declaration> Comparison<E> of(
      List<E> there, List<Declared> wanted, List<String> names) {
    Map<Key, E> byName = new HashMap<>();
    Map<Key, E> byAddress = new HashMap<>();
    for (E each : there) {
      Declared one = each.declared();
      if (!one.tag().isEmpty()) {
        byName.putIfAbsent(new Key(one.device(), one.tag()), each);
      }
      byAddress.putIfAbsent(new Key(one.device(), one.prefix().address()), each);
    }
    Comparison<E> result =
        new Comparison<>(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Set<E> found = Collections.newSetFromMap(new IdentityHashMap<>()); // records hash all they hold
    // Names first: an alias whose name is wanted is nobody else's.
    Set<E> named = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Declared want : wanted) {
      E one = byName.get(new Key(want.device(), want.tag()));
      if (one != null) {
        named.add(one);
      }
    }
    Slots slots = new Slots();
    names.forEach(slots::take);
    there.forEach(each -> slots.take(each.declared()));
    wanted.forEach(slots::take);
    for (Declared want : wanted) {
      E same = want.tag().isEmpty() ? null : byName.get(new Key(want.device(), want.tag()));
      E addressed = byAddress.get(new Key(want.device(), want.prefix().address()));
      E match = same != null ? same : named.contains(addressed) ? null : addressed;
      if (match == null) {
        result.added.add(slots.named(want));
        continue;
      }
      found.add(match);
      Declared one = match.declared();
      if (same == null && !isOne(one, want)) {
        result.clashing.add(new Changed<>(match, want));
      } else if (!isSame(one, want)) {
        result.changed.add(
            new Changed<>(match, want.tag().isEmpty() ? want.withTag(one.tag()) : want));
      }
    }
    there.stream()
        .filter(each -> each.declared().isAlias() && !found.contains(each))
        .forEach(result.surplus::add);
    return result;
  }

  /** Whether one that was found by its address alone may be meant: not all keep their names. */
  private static boolean isOne(Declared there, Declared wanted) {
    boolean nameless = there.tag().isEmpty() && !there.hasNameInKernel();
    // The first address of a file is read as the device's own, and nothing would be otherwise.
    boolean own = !there.isAlias() && wanted.tag().isEmpty() && isSame(there, wanted);
    return own || there.isAlias() && (wanted.tag().isEmpty() || nameless);
  }

  /** Free slots for what has no name. */
  private static final class Slots {
    private final Map<String, Set<Integer>> taken = new HashMap<>();
    private final Map<String, Integer> next = new HashMap<>();

    void take(Declared one) {
      take(one.device(), one.tag());
    }

    void take(String name) {
      int colon = name.indexOf(':');
      take(name.substring(0, Math.max(colon, 0)), name.substring(colon + 1));
    }

    private void take(String device, String tag) {
      AliasName.slotOf(tag)
          .ifPresent(slot -> taken.computeIfAbsent(device, d -> new HashSet<>()).add(slot));
    }

    Declared named(Declared one) {
      if (!one.tag().isEmpty()) {
        return one;
      }
      Set<Integer> used = taken.computeIfAbsent(one.device(), d -> new HashSet<>());
      int slot = next.getOrDefault(one.device(), 0);
      while (!used.add(slot)) {
        slot++;
      }
      next.put(one.device(), slot + 1);
      return one.withTag(Integer.toString(slot));
    }
  }

  /** Whether one that was found by its name declares what is wanted. */
  public static boolean isSame(Declared there, Declared wanted) {
    return there.prefix().equals(wanted.prefix())
        && there.realisation() == wanted.realisation()
        && there.open() == wanted.open()
        && isDevice(there.own(), wanted.own())
        && (wanted.hasUsualBroadcast()
            ? there.hasHarmlessBroadcast()
            : Objects.equals(there.broadcast(), wanted.broadcast()));
  }

  /** Whether it is the device that is wanted, as far as that says. */
  private static boolean isDevice(@Nullable OwnDevice there, @Nullable OwnDevice wanted) {
    return there == null
        || wanted == null
        || there.type().equals(wanted.type())
            && (wanted.mac().equals(Mac.NONE) || wanted.mac().equals(there.mac()));
  }

  /** What is told of one that has another name, or is the device's own address. */
  public static Note clash(Changed<?> clash) {
    Declared there = clash.there.declared();
    Place place = clash.there.place();
    return new Note(
        place,
        there.isAlias()
            ? "%s is wanted, and declared here as %s: change that by hand"
                .formatted(clash.wanted.name(), there.name())
            : "%s is wanted, and declared here as the own address of %s"
                .formatted(clash.wanted.name(), there.device()));
  }
}
