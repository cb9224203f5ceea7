package dev.netalias.cli.command;

import dev.netalias.InUseException;
import dev.netalias.Step;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Exempt;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.LineException;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.run.Removal;
import dev.netalias.cli.state.Saved;
import dev.netalias.cli.words.AddressWord;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part.UnreadException;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import dev.netalias.probe.Conflict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lines of a batch as one operation. */
final class Batch implements Operation {
  /**
   * A line that was understood.
   *
   * @param number its number in the file, from 1
   * @param operation what it says
   */
  record Line(int number, Operation operation) {}

  /**
   * Whose changes are in the plan before one place, and behind the span before.
   *
   * @param end the place
   * @param line the line
   * @param lines of several removals as one: the line of each alias, by its name alone where it is
   *     re-addressed
   */
  private record Span(int end, int line, Map<String, Integer> lines) {}

  private final List<Line> lines;
  private final Manners manners;
  private final Exempt exempt;
  private final Consumer<LineException> refusals;
  private final Set<Integer> refused = new HashSet<>();
  private final List<Span> spans = new ArrayList<>();
  private @Nullable Draft last;

  /**
   * Some lines.
   *
   * @param manners how they open addresses
   * @param exempt told of addresses whose lines want another manner
   * @param refusals told of each line that is refused before anything is done; throws where the
   *     others are not to go on without it
   */
  Batch(List<Line> lines, Manners manners, Exempt exempt, Consumer<LineException> refusals) {
    this.lines = List.copyOf(lines);
    this.manners = manners;
    this.exempt = exempt;
    this.refusals = refusals;
  }

  @Override
  public String doing() {
    return "changing the network";
  }

  /** Only where each of its lines does. */
  @Override
  public boolean mayCut() {
    return lines.stream().allMatch(line -> line.operation().mayCut());
  }

  @Override
  public Manners manners() {
    return manners;
  }

  @Override
  public void apply(Draft draft) {
    last = draft;
    refused.clear();
    spans.clear();
    Removals together = new Removals(draft);
    for (int next = 0; next < lines.size(); ) {
      int end = endOfReaddressings(next);
      List<Line> some = lines.subList(next, Math.max(end, next + 1));
      if (some.size() == 1) {
        apply(some.getFirst(), draft, together);
      } else {
        together.make();
        readdress(some, draft, together);
      }
      next += some.size();
    }
    together.make();
  }

  private int endOfReaddressings(int from) {
    int end = from;
    while (end < lines.size() && lines.get(end).operation().readdresses()) {
      end++;
    }
    return end;
  }

  /** Lines that stand one below the other: the old addresses go at their end. */
  private void readdress(List<Line> some, Draft draft, Removals together) {
    Map<String, Integer> numbers = new HashMap<>();
    int first = spans.size();
    draft.readdressing(() -> {
      for (Line line : some) {
        int before = draft.changes().size();
        apply(line, draft, together);
        for (Change change : draft.changes().subList(before, draft.changes().size())) {
          if (change instanceof AddressChange a && a.isAddition()) {
            numbers.put(a.subject().label(), line.number());
          }
        }
      }
    });
    spans.add(new Span(draft.changes().size(), 0, numbers));
    spans
        .subList(first, spans.size())
        .replaceAll(span -> new Span(span.end, span.line, numbers)); // each may let others go
  }

  private void apply(Line line, Draft draft, Removals together) {
    int before = draft.changes().size();
    try {
      if (!together.takes(line)) {
        together.make();
        before = draft.changes().size();
        if (!together.takes(line)) {
          line.operation().apply(draft);
          exempt(line.operation(), draft.changes().subList(before, draft.changes().size()));
          spans.add(new Span(draft.changes().size(), line.number(), Map.of()));
        }
      }
    } catch (AliasException reason) {
      LineException refusal = new LineException(line.number(), reason);
      if (draft.changes().size() != before) {
        throw refusal; // half of it is in the draft
      }
      refusals.accept(refusal);
      refused.add(line.number());
    }
  }

  /** Addresses of a line that has another manner: look-alikes ask nobody, and tell nobody. */
  private void exempt(Operation line, List<Change> changes) {
    Manners own = line.manners();
    if (own.probe() != null && own.announce() != null) {
      return;
    }
    line.openings().forEach(range -> exempt.add(range, own));
    for (Change change : changes) {
      if (change instanceof AddressChange a && a.isAddition()) {
        exempt.add(new AddressWord(a.subject().local(), 1, OptionalInt.empty()), own);
      }
    }
  }

  /** Removals of one sort that stand one below the other. */
  private final class Removals {
    private final Draft draft;
    private final Map<String, Alias> aliases = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private @Nullable Removal first;

    Removals(Draft draft) {
      this.draft = draft;
    }

    /** Takes what a line removes; not where it is of another sort, or names what was taken. */
    boolean takes(Line line) {
      if (!(line.operation() instanceof Removal removal)
          || first != null && first.getClass() != removal.getClass()) {
        return false;
      }
      Map<String, Alias> more = removal.aliases(draft);
      if (more.keySet().stream().anyMatch(aliases::containsKey)) {
        return false;
      }
      first = removal;
      aliases.putAll(more);
      more.keySet().forEach(key -> numbers.put(key, line.number()));
      return true;
    }

    void make() {
      if (first != null) {
        first.remove(draft, aliases.values());
        spans.add(new Span(draft.changes().size(), 0, Map.copyOf(numbers)));
        aliases.clear();
        numbers.clear();
        first = null;
      }
    }
  }

  @Override
  public List<Step> steps(Invocation call) {
    return Saved.together(
        lines.stream().flatMap(line -> line.operation().steps(call).stream()).toList());
  }

  /** Those of the lines that are done, each once. */
  @Override
  public List<Output.Note> notes() {
    return lines.stream()
        .filter(line -> !refused.contains(line.number()))
        .flatMap(line -> line.operation().notes().stream())
        .distinct()
        .toList();
  }

  /** Names of what the lines made, each once, and not of what a later line deleted. */
  @Override
  public List<String> made() {
    Set<String> names = new LinkedHashSet<>();
    for (Line line : lines) {
      if (!refused.contains(line.number())) {
        names.addAll(line.operation().made());
      }
    }
    return names.stream().filter(this::leaves).toList();
  }

  /** Whether something of that name is there after these lines. */
  boolean leaves(String name) {
    try {
      return last != null && last.find(name).isPresent();
    } catch (UnreadException narrow) {
      return true; // whoever deletes by name has read them all
    }
  }

  /** The refusal with the line that it is about, where that can be told. */
  RuntimeException located(KernelException refused) {
    Integer line = refused.change() == null ? null : lineOf(refused.change());
    return line == null ? refused : new LineException(line, refused);
  }

  /** Conflicts by the lines whose addresses are in use; under 0 those of no line. */
  SortedMap<Integer, List<Conflict>> located(InUseException inUse) {
    Map<Address, Integer> byAddress = openedBy(inUse.conflicts());
    SortedMap<Integer, List<Conflict>> located = new TreeMap<>();
    for (Conflict conflict : inUse.conflicts()) {
      int line = byAddress.getOrDefault(conflict.target().address(), 0);
      located.computeIfAbsent(line, l -> new ArrayList<>()).add(conflict);
    }
    return located;
  }

  private Map<Address, Integer> openedBy(List<Conflict> conflicts) {
    Map<Address, Integer> lines = new HashMap<>();
    Set<Address> wanted = new HashSet<>();
    conflicts.forEach(c -> wanted.add(c.target().address()));
    List<Change> changes = drafted();
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) instanceof AddressChange a
          && a.isAddition()
          && wanted.contains(a.subject().local())) {
        putLine(lines, a.subject().local(), lineAt(i, a));
      } else if (changes.get(i) instanceof AddressesChange many && many.isAddition()) {
        for (int row = 0; row < many.count(); row++) {
          AddressChange a = many.single(row);
          if (wanted.contains(a.subject().local())) {
            putLine(lines, a.subject().local(), lineAt(i, a));
          }
        }
      } else if (changes.get(i) instanceof RoutesChange routes && routes.isAddition()) {
        LocalRoutes rows = routes.subject();
        for (Address address : wanted) {
          int row = rows.find(address);
          if (row >= 0) {
            putLine(lines, address, lineOf(routes.single(row)));
          }
        }
      }
    }
    for (Address address : wanted) { // routes whose tag is a word
      lines.computeIfAbsent(address, this::opener);
    }
    return lines;
  }

  private @Nullable Integer opener(Address address) {
    return this.lines.stream()
        .filter(line -> !refused.contains(line.number()))
        .filter(line -> line.operation().openings().stream().anyMatch(w -> w.contains(address)))
        .map(Line::number)
        .findFirst()
        .orElse(null);
  }

  private static void putLine(Map<Address, Integer> lines, Address of, @Nullable Integer line) {
    if (line != null) {
      lines.put(of, line);
    }
  }

  /** The line that a change is of; null where that can't be told. */
  private @Nullable Integer lineOf(Change change) {
    List<Change> changes = drafted();
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) == change || isPartOf(changes.get(i), change)) {
        return lineAt(i, change);
      }
    }
    if (change instanceof RouteChange route && RouteColumns.isAlias(route.subject())) {
      return lineOf(route);
    }
    for (int i = 0; i < changes.size(); i++) {
      if (isSame(changes.get(i), change)) { // a step has made it anew, perhaps with other flags
        return lineAt(i, change);
      }
    }
    return null;
  }

  /** What the lines have drafted, in the places that spans count; the plan has more around it. */
  private List<Change> drafted() {
    return last == null ? List.of() : last.changes();
  }

  private static boolean isSame(Change made, Change change) {
    return made.equals(change)
        || made instanceof AddressChange a
            && change instanceof AddressChange b
            && a.isAddition() == b.isAddition()
            && a.subject().key().equals(b.subject().key());
  }

  private static boolean isPartOf(Change made, Change change) {
    return made instanceof AddressesChange many
        && IntStream.range(0, many.count()).anyMatch(row -> many.single(row).equals(change));
  }

  /** Routes of several lines are one change; each is of one of them, which its slot tells. */
  private @Nullable Integer lineOf(RouteChange route) {
    Route subject = route.subject();
    String name = subject.hops().getFirst().device() + ":" + (subject.metric() - 1);
    Integer number = null;
    for (Span span : spans) {
      number = span.lines.getOrDefault(name + " " + subject.destination().address(), number);
    }
    for (Line line : lines) {
      if (number == null
          && !refused.contains(line.number())
          && line.operation().made().contains(name)) {
        number = line.number();
      }
    }
    return number;
  }

  private @Nullable Integer lineAt(int place, Change change) {
    for (Span span : spans) {
      if (place < span.end) {
        Integer line = lineIn(span, change);
        return line != null || span.line == 0 ? line : Integer.valueOf(span.line);
      }
    }
    return null;
  }

  private static @Nullable Integer lineIn(Span span, Change change) {
    return change instanceof AddressChange a
        ? span.lines.getOrDefault(
            a.subject().label() + " " + a.subject().local(), span.lines.get(a.subject().label()))
        : null;
  }
}
