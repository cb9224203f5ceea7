package dev.netalias.cli.command;

import dev.netalias.Step;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.LineException;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.run.Removal;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.RouteChange;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.RouteColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * @param lines of several removals as one: the line of each alias
   */
  private record Span(int end, int line, Map<String, Integer> lines) {}

  private final List<Line> lines;
  private final Consumer<LineException> refusals;
  private final Set<Integer> refused = new HashSet<>();
  private final List<Span> spans = new ArrayList<>();
  private @Nullable Draft last;

  /**
   * Some lines.
   *
   * @param refusals told of each line that is refused before anything is done; throws where the
   *     others are not to go on without it
   */
  Batch(List<Line> lines, Consumer<LineException> refusals) {
    this.lines = List.copyOf(lines);
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
  public void apply(Draft draft) {
    last = draft;
    refused.clear();
    spans.clear();
    Removals together = new Removals(draft);
    for (Line line : lines) {
      int before = draft.changes().size();
      try {
        if (!together.takes(line)) {
          together.make();
          before = draft.changes().size();
          if (!together.takes(line)) {
            line.operation().apply(draft);
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
    together.make();
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
      if (!Collections.disjoint(more.keySet(), aliases.keySet())) {
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

  /** Names of what the lines made, each once, and not of what a later line deleted. */
  @Override
  public List<Step> steps(Invocation call) {
    return lines.stream().flatMap(line -> line.operation().steps(call).stream()).toList();
  }

  @Override
  public List<String> made() {
    Set<String> names = new LinkedHashSet<>();
    for (Line line : lines) {
      if (!refused.contains(line.number())) {
        names.addAll(line.operation().made());
      }
    }
    Draft draft = last;
    return names.stream().filter(n -> draft != null && draft.find(n).isPresent()).toList();
  }

  /** Whether something of that name is there after these lines. */
  boolean leaves(String name) {
    return last != null && last.find(name).isPresent();
  }

  /** The refusal with the line that it is about, where that can be told. */
  RuntimeException located(KernelException refused) {
    Change change = refused.change();
    if (last == null || change == null) {
      return refused;
    }
    List<Change> changes = last.plan().changes();
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) == change || isPartOf(changes.get(i), change)) {
        return lineOf(i, refused);
      }
    }
    return change instanceof RouteChange route && RouteColumns.isAlias(route.subject())
        ? lineOf(route, refused)
        : refused;
  }

  private static boolean isPartOf(Change made, Change change) {
    return made instanceof AddressesChange many
        && IntStream.range(0, many.count()).anyMatch(row -> many.single(row).equals(change));
  }

  /**
   * Routes of several lines are one change; the refusal is of one of them, which its slot tells.
   */
  private RuntimeException lineOf(RouteChange route, KernelException refused) {
    Route subject = route.subject();
    String name = subject.hops().getFirst().device() + ":" + (subject.metric() - 1);
    Integer number = null;
    for (Span span : spans) {
      number = span.lines.getOrDefault(name + " " + subject.destination().address(), number);
    }
    for (Line line : lines) {
      if (number == null
          && !this.refused.contains(line.number())
          && line.operation().made().contains(name)) {
        number = line.number();
      }
    }
    return number == null ? refused : new LineException(number, refused);
  }

  private RuntimeException lineOf(int place, KernelException refused) {
    for (Span span : spans) {
      if (place < span.end) {
        Integer line = span.lines.isEmpty() ? Integer.valueOf(span.line) : lineIn(span, refused);
        return line == null ? refused : new LineException(line, refused);
      }
    }
    return refused;
  }

  private static @Nullable Integer lineIn(Span span, KernelException refused) {
    return refused.change() instanceof AddressChange a
        ? span.lines.get(a.subject().label() + " " + a.subject().local())
        : null;
  }
}
