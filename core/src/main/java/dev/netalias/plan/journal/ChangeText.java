package dev.netalias.plan.journal;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.MoveChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.SettingChange;
import dev.netalias.kernel.TrafficChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes as lines of text: a word for the kind, then the keys of what was there, each with {@code
 * -} before it, and of what is to be there, with {@code +}. A kind of change is one row here.
 */
public final class ChangeText {
  private static final Form<Entry> ENTRY =
      new Form<>(Entry.class, ChangeText::writeEntry, ChangeText::entry);

  /** One row for each kind of {@link Change}. */
  private static final List<Row<?>> ROWS =
      List.of(
          sides("address", AddressChange.class, StateText.ADDRESS, AddressChange::new),
          sides("addresses", AddressesChange.class, StateText.RANGE, AddressesChange::new),
          sides("device", DeviceChange.class, StateText.STACKED, DeviceChange::new),
          sides("entry", EntryChange.class, ENTRY, EntryChange::new),
          sides("neighbour", NeighbourChange.class, StateText.NEIGHBOUR, NeighbourChange::new),
          sides("routes", RoutesChange.class, ColumnText.COLUMNS, RoutesChange::new),
          sides("rule", RuleChange.class, StateText.RULE, RuleChange::new),
          sides(
              "table", TrafficChange.OfTable.class, TrafficText.TABLE, TrafficChange.OfTable::new),
          new Row<>(
              "counters",
              TrafficChange.OfCounters.class,
              TrafficText::write,
              TrafficText::counters),
          new Row<>(
              "policies",
              TrafficChange.OfPolicies.class,
              TrafficText::write,
              TrafficText::policies),
          new Row<>("drain", TrafficChange.OfDrain.class, TrafficText::write, TrafficText::drain),
          new Row<>("elsewhere", ElsewhereChange.class, ChangeText::write, ChangeText::elsewhere),
          new Row<>("move", MoveChange.class, ChangeText::write, ChangeText::move),
          new Row<>("route", RouteChange.class, ChangeText::write, ChangeText::route),
          new Row<>("link", LinkChange.class, ChangeText::write, ChangeText::link),
          new Row<>("setting", SettingChange.class, ChangeText::write, ChangeText::setting));

  private static final Map<Class<?>, Row<?>> BY_CLASS = new HashMap<>();
  private static final Map<String, Row<?>> BY_WORD = new HashMap<>();

  static {
    for (Row<?> row : ROWS) {
      BY_CLASS.put(row.type, row);
      BY_WORD.put(row.word, row);
    }
  }

  /** How changes of one kind stand in a line. */
  private record Row<C extends Change>(
      String word, Class<C> type, BiConsumer<LineText, C> write, Function<Line, C> read) {
    void writeTo(LineText line, Change change) {
      write.accept(line.begin(word), type.cast(change));
    }
  }

  private final LineText line = new LineText();

  /** Writes lines; to be used by one thread. */
  public ChangeText() {}

  /** The row of a kind of change that is its two sides and nothing else. */
  private static <T, C extends Change> Row<C> sides(
      String word,
      Class<C> type,
      Form<T> form,
      BiFunction<@Nullable T, @Nullable T, C> constructor) {
    return new Row<>(
        word,
        type,
        (line, change) -> writeSides(line, change, form),
        line -> constructor.apply(side(line, Line.BEFORE, form), side(line, Line.AFTER, form)));
  }

  static <T> void writeSides(LineText line, Change change, Form<T> form) {
    T before = form.type().cast(change.before());
    T after = form.type().cast(change.after());
    if (before != null) {
      form.write().accept(line.side(Line.BEFORE), before);
    }
    if (after != null) {
      form.write().accept(line.side(Line.AFTER), after);
    }
    line.side("");
  }

  static <T> @Nullable T side(Line line, String side, Form<T> form) {
    return line.hasSide(side) ? form.read().apply(line.side(side)) : null;
  }

  private static void writeEntry(LineText line, Entry entry) {
    EntryText.write(line.with("entry", EntryText.word(entry)), entry);
  }

  private static Entry entry(Line line) {
    Entry entry = EntryText.parse(line.text("entry"), line);
    if (entry == null) {
      throw new IllegalArgumentException("no entry is a " + line.text("entry"));
    }
    return entry;
  }

  private static void write(LineText line, RouteChange change) {
    line.with("beside", change.beside() ? 1 : 0);
    writeSides(line, change, StateText.ROUTE);
  }

  private static RouteChange route(Line line) {
    return new RouteChange(
        side(line, Line.BEFORE, StateText.ROUTE),
        side(line, Line.AFTER, StateText.ROUTE),
        line.integer("beside") != 0);
  }

  private static void write(LineText line, LinkChange change) {
    StateText.write(line, change.device());
    writeSides(line, change, StateText.LINK);
  }

  private static LinkChange link(Line line) {
    LinkState before = Objects.requireNonNull(side(line, Line.BEFORE, StateText.LINK));
    LinkState after = Objects.requireNonNull(side(line, Line.AFTER, StateText.LINK));
    return new LinkChange(StateText.device(line), before, after);
  }

  private static void write(LineText line, SettingChange change) {
    StateText.write(line, change.device())
        .with("setting", change.setting().name())
        .with("before", change.before())
        .with("after", change.after());
  }

  private static SettingChange setting(Line line) {
    Device device = StateText.device(line);
    Setting setting = Setting.valueOf(line.text("setting"));
    return new SettingChange(device, setting, line.integer("before"), line.integer("after"));
  }

  private static void write(LineText line, ElsewhereChange change) {
    line.with("namespace", change.namespace())
        .with("change", new ChangeText().toText(change.change()));
  }

  private static ElsewhereChange elsewhere(Line line) {
    return new ElsewhereChange(line.text("namespace"), parse(line.text("change")));
  }

  private static void write(LineText line, MoveChange change) {
    writeSides(line, change, StateText.PLACE);
  }

  private static MoveChange move(Line line) {
    return new MoveChange(
        Objects.requireNonNull(side(line, Line.BEFORE, StateText.PLACE)),
        Objects.requireNonNull(side(line, Line.AFTER, StateText.PLACE)));
  }

  /** The line of a change. */
  public String toText(Change change) {
    Row<?> row = BY_CLASS.get(change.getClass());
    if (row == null) {
      throw new IllegalStateException("no row for " + change.getClass());
    }
    row.writeTo(line, change);
    return line.toString();
  }

  /**
   * The change of a line.
   *
   * @throws IllegalArgumentException where the line is of another version of netalias, or damaged
   */
  public static Change parse(String text) {
    return parse(Line.parse(text));
  }

  /** The same of devices as they are now; those of other network namespaces stay as they were. */
  static Change parse(String text, UnaryOperator<Device> present) {
    Line line = Line.parse(text);
    return parse(line.word().equals("move") ? line : line.of(present));
  }

  private static Change parse(Line line) {
    Row<?> row = BY_WORD.get(line.word());
    if (row == null) {
      throw new IllegalArgumentException("no change is a '" + line.word() + "'");
    }
    try {
      return row.read.apply(line);
    } catch (ArithmeticException | IndexOutOfBoundsException | NullPointerException damaged) {
      throw new IllegalArgumentException("damaged: a line of " + line.word(), damaged);
    }
  }
}
