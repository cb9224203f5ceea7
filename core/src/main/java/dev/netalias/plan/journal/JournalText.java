package dev.netalias.plan.journal;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.NeighbourChange;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Paper;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Registry;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Neighbour;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Rules;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A journal as lines of text: who commits, what is to be made, what was there before, said as the
 * changes that would make it, and what is written of it all.
 */
public final class JournalText {
  private static final String HEADING = "netalias journal 1";

  private JournalText() {}

  /** The lines, each made when it is asked for. */
  public static Stream<String> lines(Unfinished it) {
    ChangeText text = new ChangeText();
    List<Change> was = was(it.before());
    return Stream.concat(
        Stream.of(HEADING, origin(it, was.size())),
        Stream.concat(
            Stream.concat(it.plan().changes().stream(), was.stream()).map(text::toText),
            it.plan().papers().stream().map(JournalText::paper)));
  }

  private static String origin(Unfinished it, int was) {
    Unfinished.Origin origin = it.origin();
    String parts = String.join(",", it.before().parts().stream().map(Part::name).sorted().toList());
    return new LineText()
        .begin("origin")
        .with("command", origin.command())
        .with("user", origin.user())
        .with("process", origin.process())
        .with("begun", origin.begun().toString())
        .with("changes", it.plan().changes().size())
        .with("was", was)
        .with("papers", it.plan().papers().size())
        .with("parts", parts)
        .toString();
  }

  private static String paper(Paper paper) {
    LineText line = new LineText().begin("paper").with("file", paper.file());
    if (paper.before() != null) {
      line.side(Line.BEFORE).with("text", paper.before());
    }
    if (paper.after() != null) {
      line.side(Line.AFTER).with("text", paper.after());
    }
    return line.toString();
  }

  private static Paper paper(String text) {
    Line line = Line.parse(text);
    return new Paper(line.text("file"), text(line.side(Line.BEFORE)), text(line.side(Line.AFTER)));
  }

  private static @Nullable String text(Line side) {
    return side.has("text") ? side.text("text") : null;
  }

  private static List<Change> was(Snapshot before) {
    List<Change> was = new ArrayList<>();
    before.registry().entries().forEach(entry -> was.add(EntryChange.add(entry)));
    before.addresses().forEach(address -> was.add(AddressChange.add(address)));
    if (before.parts().contains(Part.ROUTES)) {
      before.routes().stream()
          .filter(route -> !route.isKernels()) // the kernel's own come by themselves
          .forEach(route -> was.add(RouteChange.add(route)));
      before.neighbours().stream()
          .filter(Neighbour::isSet)
          .forEach(neighbour -> was.add(NeighbourChange.add(neighbour)));
    }
    return was;
  }

  /**
   * The commit that some lines tell of.
   *
   * @throws IllegalArgumentException where they are of another version of netalias, or damaged
   */
  public static Unfinished parse(List<String> lines) {
    return parse(lines, UnaryOperator.identity());
  }

  /**
   * The same of devices as they are now.
   *
   * @param present what a device is now that was another when the lines were written
   */
  public static Unfinished parse(List<String> lines, UnaryOperator<Device> present) {
    try {
      return commit(lines, line -> ChangeText.parse(line, present));
    } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
      throw new IllegalArgumentException(damaged);
    }
  }

  private static Unfinished commit(List<String> lines, Function<String, Change> change) {
    Iterator<String> each = lines.iterator();
    if (!each.hasNext() || !each.next().equals(HEADING) || !each.hasNext()) {
      throw new IllegalArgumentException("not a journal of this version");
    }
    Line origin = Line.parse(each.next());
    List<Change> changes = all(each, origin.integer("changes"), change);
    List<Change> was = all(each, origin.integer("was"), change);
    List<Paper> papers = all(each, origin.integer("papers"), JournalText::paper);
    return new Unfinished(
        new Unfinished.Origin(
            origin.text("command"),
            origin.text("user"),
            origin.number("process"),
            instant(origin.text("begun"))),
        new Plan(changes, papers),
        snapshot(parts(origin.text("parts")), was));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static <T> List<T> all(Iterator<String> lines, int count, Function<String, T> parse) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!lines.hasNext()) {
        throw new IllegalArgumentException("it ends too early");
      }
      all.add(parse.apply(lines.next()));
    }
    return all;
  }

  private static Set<Part> parts(String text) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      parts.add(Part.valueOf(part));
    }
    return parts;
  }

  private static Snapshot snapshot(Set<Part> parts, List<Change> was) {
    List<Entry> entries = new ArrayList<>();
    List<InterfaceAddress> addresses = new ArrayList<>();
    List<Route> routes = new ArrayList<>();
    List<Neighbour> neighbours = new ArrayList<>();
    for (Change change : was) {
      switch (change) {
        case EntryChange entry -> entries.add(entry.subject());
        case AddressChange address -> addresses.add(address.subject());
        case RouteChange route -> routes.add(route.subject());
        case NeighbourChange neighbour -> neighbours.add(neighbour.subject());
        default -> throw new IllegalArgumentException("nothing that is remembered: " + change);
      }
    }
    return new Snapshot(
        parts,
        List.of(),
        addresses,
        routes,
        neighbours,
        Rules.NONE,
        Map.of(),
        Map.of(),
        new Registry(entries));
  }
}
