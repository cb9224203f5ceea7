package dev.netalias.plan;

import dev.netalias.alias.Alias;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Address;
import dev.netalias.plan.Comparison.Missing;
import dev.netalias.plan.Comparison.Moved;
import dev.netalias.plan.Difference.Kind;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comparison in words. */
final class Differences {
  private final Comparison comparison;
  private final List<Difference> all;
  private final String device;

  Differences(Comparison comparison, List<Difference> all) {
    this.comparison = comparison;
    this.all = all;
    device = comparison.block().main().name();
  }

  void add(Reconciliation.Side side) {
    if (side.wanted().open() && !comparison.block().main().isUp()) {
      all.add(new Difference(Kind.CHANGED, device, "", "", "is closed", side.wanted().place()));
    }
    comparison.missing().forEach(this::missing);
    comparison.moved().values().forEach(this::moved);
    states(comparison.toOpen(), "is closed, and is to be open");
    states(comparison.toClose(), "is open, and is to be closed");
    comparison
        .steered()
        .forEach((number, egress) ->
            add(
                Kind.CHANGED,
                comparison.alias(number),
                egress.isUsual() ? "is to leave as usual" : "is to be so: it " + egress,
                Place.NOWHERE));
    if (comparison.unread() == null) {
      counters(comparison.counted(), true);
      counters(comparison.uncounted(), false);
      policies();
    }
    for (int i = side.surplus().nextSetBit(0); i >= 0; i = side.surplus().nextSetBit(i + 1)) {
      add(Kind.SURPLUS, comparison.alias(i), "is there, and is not desired", Place.NOWHERE);
    }
    side.foreign()
        .forEach(a ->
            all.add(
                new Difference(
                    Kind.SURPLUS,
                    device,
                    "",
                    a.prefix().toString(),
                    "is there, and is not desired",
                    Place.NOWHERE)));
  }

  private void policies() {
    Map<Alias, Policy> now = comparison.policies();
    comparison
        .policed()
        .forEach((number, wanted) -> {
          Alias alias = comparison.alias(number);
          if (!Optional.ofNullable(now.get(alias)).equals(wanted)) {
            String detail = wanted.map(p -> "is to let in: " + p).orElse("is to let in all");
            add(Kind.CHANGED, alias, detail, Place.NOWHERE);
          }
        });
  }

  private void counters(BitSet numbers, boolean wanted) {
    numbers.stream()
        .mapToObj(comparison::alias)
        .filter(alias -> (alias.counters() != null) != wanted)
        .forEach(alias ->
            add(
                Kind.CHANGED,
                alias,
                wanted ? "is to be counted" : "is to be counted no more",
                Place.NOWHERE));
  }

  private void missing(Missing missing) {
    DesiredAlias wanted = missing.wanted();
    Addresses which = new Addresses(missing.first(), missing.count(), wanted.addresses().length());
    int holder = comparison.holder(missing.first());
    boolean other = holder >= 0 && missing.count() == 1;
    String how = wanted.realisation().text();
    String detail =
        other
            ? "is there as %s, a %s, and is to be %s"
                .formatted(
                    comparison.alias(holder).name(),
                    comparison.alias(holder).realisation().text(),
                    missing.tag() == null
                        ? "a " + how
                        : "%s:%s, a %s".formatted(device, missing.tag(), how))
            : missing.count() == 1
                ? "is not there"
                : "(%d) are not there".formatted(missing.count());
    String name = missing.tag() == null ? "" : device + ":" + missing.tag();
    Kind kind = other ? Kind.CHANGED : Kind.MISSING;
    all.add(new Difference(kind, device, name, which.toString(), detail, wanted.place()));
  }

  private void moved(Moved moved) {
    Alias alias = comparison.alias(moved.number());
    Address broadcast = moved.wanted().broadcast();
    boolean samePrefix = alias.owned().prefix().equals(moved.prefix());
    String detail =
        samePrefix
            ? "has the broadcast address %s, and is to have %s"
                .formatted(alias.owned().broadcast(), broadcast)
            : "is to be " + moved.prefix();
    add(Kind.CHANGED, alias, detail, moved.wanted().place());
  }

  private void states(BitSet numbers, String detail) {
    numbers.stream()
        .mapToObj(comparison::alias)
        .forEach(alias -> add(Kind.CHANGED, alias, detail, Place.NOWHERE));
  }

  private void add(Kind kind, Alias alias, String detail, Place place) {
    all.add(
        new Difference(
            kind, device, alias.name(), alias.owned().prefix().toString(), detail, place));
  }
}
