package dev.netalias.plan.journal;

import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.kernel.traffic.Shape;
import dev.netalias.kernel.traffic.TrafficTable;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is counted, as keys of a line. */
final class TrafficText {
  static final Form<TrafficTable> TABLE =
      new Form<>(TrafficTable.class, TrafficText::write, TrafficText::table);
  private static final Form<Counted> COUNTED =
      new Form<>(Counted.class, TrafficText::write, TrafficText::counted);

  private static final int HALF = 16; // hex digits

  private TrafficText() {}

  private static void write(LineText line, TrafficTable table) {
    line.with("counted", text(table.counted())).with("policed", text(table.policed()));
  }

  private static String text(Collection<Shape> shapes) {
    return shapes.stream()
        .map(shape -> shape.family() + "/" + shape.length())
        .collect(Collectors.joining(","));
  }

  private static TrafficTable table(Line line) {
    return new TrafficTable(shapes(line.text("counted")), shapes(line.text("policed")));
  }

  private static TreeSet<Shape> shapes(String text) {
    TreeSet<Shape> shapes = new TreeSet<>();
    for (String shape : parts(text)) {
      shapes.add(shape(shape.split("/", -1)));
    }
    return shapes;
  }

  private static Shape shape(String[] words) {
    return new Shape(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
  }

  private static List<String> parts(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
  }

  static void write(LineText line, TrafficChange.OfCounters change) {
    ChangeText.writeSides(line, change, COUNTED);
  }

  static TrafficChange.OfCounters counters(Line line) {
    return new TrafficChange.OfCounters(
        Objects.requireNonNull(ChangeText.side(line, Line.BEFORE, COUNTED)),
        Objects.requireNonNull(ChangeText.side(line, Line.AFTER, COUNTED)));
  }

  /**
   * {@code FAMILY/LENGTH/ADDRESS} for each, with {@code *COUNT} where so many follow to which
   * nothing has gone, else with the four counters behind it.
   */
  private static void write(LineText line, Counted counted) {
    StringBuilder rows = new StringBuilder();
    int row = 0;
    while (row < counted.size()) {
      Counters numbers = counted.counters(row);
      Shape shape = counted.shape(row);
      rows.append(row == 0 ? "" : ",").append(shape.family()).append('/').append(shape.length());
      rows.append('/');
      LineText.hex(rows, counted.high(row), HALF);
      LineText.hex(rows, counted.low(row), HALF);
      int end = row + 1;
      if (numbers.equals(Counters.ZERO)) {
        while (end < counted.size() && follows(counted, row, end)) {
          end++;
        }
        rows.append('*').append(end - row);
      } else {
        rows.append(':').append(numbers.rxPackets()).append(':').append(numbers.rxBytes());
        rows.append(':').append(numbers.txPackets()).append(':').append(numbers.txBytes());
      }
      row = end;
    }
    line.withPlain("rows", rows);
  }

  private static boolean follows(Counted counted, int first, int row) {
    return counted.isAlike(first, row)
        && counted.high(row) == counted.high(first)
        && counted.low(row) == counted.low(first) + row - first
        && counted.counters(row).equals(Counters.ZERO);
  }

  private static Counted counted(Line line) {
    Counted.Builder rows = new Counted.Builder();
    for (String run : parts(line.plain("rows"))) {
      int star = run.indexOf('*');
      String[] numbers = run.split(":", -1);
      String[] words = (star < 0 ? numbers[0] : run.substring(0, star)).split("/", -1);
      long high = Long.parseUnsignedLong(words[2], 0, HALF, 16);
      long low = Long.parseUnsignedLong(words[2], HALF, 2 * HALF, 16);
      int count = star < 0 ? 1 : Integer.parseInt(run.substring(star + 1));
      for (int i = 0; i < count; i++) {
        rows.add(shape(words), high, low + i, star < 0 ? counters(numbers) : Counters.ZERO);
      }
    }
    return rows.build();
  }

  private static Counters counters(String[] numbers) {
    return new Counters(
        Long.parseLong(numbers[1]),
        Long.parseLong(numbers[2]),
        Long.parseLong(numbers[3]),
        Long.parseLong(numbers[4]));
  }

  static void write(LineText line, TrafficChange.OfPolicies change) {
    write(line.side(Line.BEFORE), change.before());
    write(line.side(Line.AFTER), change.after());
  }

  private static void write(LineText line, List<Policed> all) {
    line.with("count", all.size());
    for (int i = 0; i < all.size(); i++) {
      Policed policed = all.get(i);
      Policy policy = policed.policy();
      line.with("address" + i, policed.prefix().address())
          .with("length" + i, policed.prefix().length())
          .with("name" + i, policed.name())
          .with("reject" + i, policy.reject() ? 1 : 0)
          .with("allows" + i, joined(policy.clauses()));
    }
  }

  private static String joined(List<Policy.Clause> clauses) {
    return clauses.stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  static TrafficChange.OfPolicies policies(Line line) {
    return new TrafficChange.OfPolicies(
        policed(line.side(Line.BEFORE)), policed(line.side(Line.AFTER)));
  }

  private static List<Policed> policed(Line line) {
    List<Policed> all = new ArrayList<>();
    for (int i = 0; i < line.integer("count"); i++) {
      Prefix prefix =
          new Prefix(
              Objects.requireNonNull(line.address("address" + i)), line.integer("length" + i));
      String clauses = line.text("allows" + i);
      boolean reject = line.integer("reject" + i) != 0;
      Policy policy =
          clauses.isEmpty()
              ? new Policy(List.of(), reject)
              : Policy.parse(Arrays.asList(clauses.split(" ", -1)), reject);
      all.add(new Policed(prefix, line.text("name" + i), policy));
    }
    return all;
  }

  static void write(LineText line, TrafficChange.OfDrain change) {
    writeAddresses(line.side(Line.BEFORE), change.before());
    writeAddresses(line.side(Line.AFTER), change.after());
  }

  private static void writeAddresses(LineText line, List<Address> all) {
    line.with("count", all.size());
    for (int i = 0; i < all.size(); i++) {
      line.with("address" + i, all.get(i));
    }
  }

  static TrafficChange.OfDrain drain(Line line) {
    return new TrafficChange.OfDrain(
        addresses(line.side(Line.BEFORE)), addresses(line.side(Line.AFTER)));
  }

  private static List<Address> addresses(Line line) {
    List<Address> all = new ArrayList<>();
    for (int i = 0; i < line.integer("count"); i++) {
      all.add(Objects.requireNonNull(line.address("address" + i)));
    }
    return all;
  }
}
