package dev.netalias.plan;

import static dev.netalias.alias.Counting.Wish.ALWAYS;
import static dev.netalias.alias.Counting.Wish.NEVER;
import static dev.netalias.alias.Counting.Wish.USUAL;

import dev.netalias.alias.Alias;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Address;
import dev.netalias.plan.Comparison.Missing;
import dev.netalias.plan.Comparison.Moved;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations for one main device, in their order: an alias takes an address only when whoever
 * had it is done with it.
 */
final class Sequence {
  private final Draft draft;
  private final Comparison comparison;
  private final BitSet surplus;

  /** Numbers of aliases that are gone or have moved, so that their old address is free. */
  private final BitSet done = new BitSet();

  /** Those of them that had to go before they could move: each waited for the other. */
  private final BitSet cut = new BitSet();

  Sequence(Draft draft, Comparison comparison, BitSet surplus) {
    this.draft = draft;
    this.comparison = comparison;
    this.surplus = surplus;
  }

  void make() {
    List<Missing> unnamed = new ArrayList<>();
    List<Moved> moved = new ArrayList<>(comparison.moved().values());
    moved.sort(Comparator.comparingInt(Moved::number));
    draft.readdressing(() -> moved.stream().filter(this::isFree).forEach(this::readdress));
    moved.reversed().forEach(this::move); // newest first: none that others have as primary
    comparison.unnamed().forEach(this::create);
    for (Missing missing : comparison.missing()) {
      if (missing.tag() == null) {
        unnamed.add(missing); // takes a slot that no name wants
      } else {
        create(missing);
      }
    }
    unnamed.forEach(this::create);
    all(comparison.toOpen()).forEach(draft::open);
    comparison
        .steered()
        .forEach((number, egress) -> draft.steer(now(comparison.alias(number)), egress));
    all(comparison.counted()).forEach(draft.counting()::count);
    all(comparison.uncounted()).forEach(draft.counting()::countNoMore);
    comparison
        .policed()
        .forEach((number, policy) ->
            draft.counting().police(now(comparison.alias(number)), policy.orElse(null)));
    BitSet going = (BitSet) surplus.clone();
    going.or(comparison.replaced());
    going.andNot(done);
    draft.deleteAll(going.stream().mapToObj(comparison::alias).toList());
    draft.closeAll(all(comparison.toClose()));
  }

  /** Aliases as they are by now. */
  private List<Alias> all(BitSet numbers) {
    return numbers.stream().mapToObj(comparison::alias).map(this::now).toList();
  }

  private Alias now(Alias before) {
    return draft
        .find(before.name())
        .filter(found -> found.address().equals(before.address()))
        .orElseGet(() -> draft.alias(before.name()));
  }

  // Moving

  /** Whether nobody has the address that an alias is to have, or only itself. */
  private boolean isFree(Moved moving) {
    int holder = comparison.holder(moving.prefix().address());
    return holder < 0 || holder == moving.number();
  }

  private void move(Moved first) {
    List<Moved> waiting = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    Moved next = first;
    while (next != null && !done.get(next.number())) {
      waiting.add(next);
      numbers.add(next.number());
      next = inTheWay(next, numbers);
    }
    waiting.reversed().forEach(this::readdress);
  }

  /** Who has to move before this one can; null where nobody has. */
  private @Nullable Moved inTheWay(Moved moving, Set<Integer> waiting) {
    int holder = comparison.holder(moving.prefix().address());
    if (holder < 0 || holder == moving.number() || done.get(holder)) {
      return null;
    }
    Moved other = comparison.moved().get(holder);
    if (other == null || waiting.contains(holder)) {
      cut.set(holder, other != null);
      free(holder);
      return null;
    }
    return other;
  }

  private void free(int holder) {
    draft.delete(comparison.alias(holder));
    done.set(holder);
  }

  private void readdress(Moved moved) {
    Alias alias = comparison.alias(moved.number());
    DesiredAlias wanted = moved.wanted();
    if (cut.get(moved.number())) {
      Creation anew = creation(wanted, alias.tag(), moved.prefix().address());
      create(anew.withClosed(alias.isKept()), wanted, 1);
    } else {
      draft.readdress(alias, moved.prefix(), wanted.broadcast());
    }
    done.set(moved.number());
  }

  // Creating

  private void create(Missing missing) {
    for (int i = 0; i < missing.count(); i++) {
      Address address = i == 0 ? missing.first() : missing.first().plus(i);
      int holder = comparison.holder(address);
      if (holder >= 0 && !done.get(holder)) {
        Moved moved = comparison.moved().get(holder);
        if (moved != null) {
          move(moved);
        } else {
          free(holder);
        }
      }
    }
    String tag = missing.tag();
    if (tag != null) {
      freeName(tag);
    }
    create(creation(missing.wanted(), tag, missing.first()), missing.wanted(), missing.count());
  }

  private void create(Creation creation, DesiredAlias wanted, int count) {
    Boolean counters = wanted.manner().counters();
    draft.counting().wish(counters == null ? USUAL : counters ? ALWAYS : NEVER);
    List<String> names = draft.create(creation, count);
    draft.counting().wish(USUAL);
    Policy policy = wanted.manner().policy();
    if (policy != null) {
      names.forEach(name -> draft.counting().police(draft.alias(name), policy));
    }
  }

  /** An alias of that name that exists otherwise in the kernel goes first. */
  private void freeName(String tag) {
    String name = comparison.block().main().name() + ":" + tag;
    BitSet replaced = comparison.replaced();
    for (int i = replaced.nextSetBit(0); i >= 0; i = replaced.nextSetBit(i + 1)) {
      if (!done.get(i) && comparison.alias(i).name().equals(name)) {
        free(i);
      }
    }
  }

  private Creation creation(DesiredAlias wanted, @Nullable String tag, Address address) {
    return new Creation(
        comparison.block().main().name(),
        tag,
        address,
        wanted.addresses().length(),
        wanted.broadcast(),
        wanted.closed(),
        false,
        wanted.realisation(),
        wanted.device(),
        wanted.manner().egress());
  }
}
