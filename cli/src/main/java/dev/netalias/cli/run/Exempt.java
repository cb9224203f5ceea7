package dev.netalias.cli.run;

import dev.netalias.cli.words.AddressWord;
import dev.netalias.net.Address;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Addresses of a batch whose own lines want nobody asked, or nobody told. */
public final class Exempt {
  private final NavigableMap<Address, Line> ranges = new TreeMap<>();

  private record Line(AddressWord range, Manners manners) {}

  /** None so far. */
  public Exempt() {}

  /** What one line opens, and how it wants that. */
  public void add(AddressWord range, Manners manners) {
    ranges.put(range.first(), new Line(range, manners));
  }

  boolean isUnasked(Address address) {
    Line line = of(address);
    return line != null && line.manners.probe() == null;
  }

  boolean isUndetected(Address address) {
    Line line = of(address);
    return line != null && line.manners.probe() == null && line.manners.opens();
  }

  boolean isUntold(Address address) {
    Line line = of(address);
    return line != null && line.manners.announce() == null;
  }

  private @Nullable Line of(Address address) {
    Map.Entry<Address, Line> below = ranges.floorEntry(address);
    return below != null && below.getValue().range.contains(address) ? below.getValue() : null;
  }
}
