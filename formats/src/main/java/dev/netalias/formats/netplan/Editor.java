package dev.netalias.formats.netplan;

import dev.netalias.formats.Comparison;
import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.FileEdits;
import dev.netalias.formats.Note;
import dev.netalias.formats.Root;
import dev.netalias.formats.Wish;
import dev.netalias.plan.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Changes lists of addresses by the places of their nodes; the rest of the text stays. */
final class Editor {
  private final Root root;
  private final Configuration all;
  private final Path target;
  private final boolean whole;

  /** Items that are taken away, and lists that lose all. */
  private final Set<Node> removed = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Map<SequenceNode, Source> emptied = new IdentityHashMap<>();

  /** What is new of devices that no file knows. */
  private final Map<String, List<Declared>> unknown = new LinkedHashMap<>();

  private final FileEdits edits = new FileEdits();
  private final List<Note> unexpressed = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  /**
   * For one configuration.
   *
   * @param target what takes devices that no file knows, or all that is new where that is wanted
   */
  Editor(Root root, Configuration all, Path target, boolean whole) {
    this.whole = whole;
    this.root = root;
    this.all = all;
    this.target = target;
  }

  Edited edit(Wish wish) {
    unexpressed.addAll(wish.unexpressed());
    Comparison<Entry> comparison = Comparison.of(all.entries(), wish.aliases());
    for (Comparison.Changed<Entry> clash : comparison.clashing()) {
      unexpressed.add(Comparison.clash(clash));
    }
    comparison.changed().stream()
        .filter(each -> !isShared(each.wanted(), each.there().definition(), each.there().list()))
        .forEach(this::change);
    if (wish.prune()) {
      remove(
          comparison.surplus().stream()
              .filter(each -> !isShared(each.declared(), each.definition(), each.list()))
              .toList());
    } else {
      for (Entry each : comparison.surplus()) {
        notes.add(new Note(each.place(), each.declared().name() + " is not wanted, and stays"));
      }
    }
    Map<String, List<Declared>> added = new LinkedHashMap<>();
    for (Declared one : comparison.added()) {
      added.computeIfAbsent(one.device(), d -> new ArrayList<>()).add(one);
    }
    added.forEach(this::add);
    if (!unknown.isEmpty()) {
      define(unknown);
    }
    emptied.forEach((list, source) -> empty(source, list));
    return new Edited(edits.files(StandardCharsets.UTF_8), unexpressed, notes);
  }

  private void replace(Source source, int start, int end, String text) {
    edits.look(source.file(), source.text());
    edits.replace(source.file(), start, end, text);
  }

  /** A list that several devices have by an anchor can't be changed for one of them. */
  private boolean isShared(Declared one, Definition definition, Node list) {
    boolean shared = all.isShared(list);
    if (shared) {
      String text = "%s is to change, and other devices have the same list: change it by hand";
      Place place = definition.source().place(list);
      unexpressed.add(new Note(place, text.formatted(one.name())));
    }
    return shared;
  }

  private void change(Comparison.Changed<Entry> changed) {
    Entry there = changed.there();
    Source source = there.definition().source();
    int start = source.start(there.address());
    int end = source.end(there.address());
    char first = source.text().charAt(start);
    String quote = first == '"' || first == '\'' ? String.valueOf(first) : "";
    replace(source, start, end, quote + changed.wanted().prefix() + quote);
  }

  // Taking away

  private void remove(List<Entry> surplus) {
    Map<SequenceNode, List<Entry>> byList = new IdentityHashMap<>();
    List<SequenceNode> lists = new ArrayList<>();
    for (Entry each : surplus) {
      byList
          .computeIfAbsent(
              each.list(),
              list -> {
                lists.add(list);
                return new ArrayList<>();
              })
          .add(each);
    }
    for (SequenceNode list : lists) {
      List<Entry> gone = byList.getOrDefault(list, List.of());
      Source source = gone.getFirst().definition().source();
      gone.forEach(each -> removed.add(each.item()));
      if (gone.size() == list.getValue().size()) {
        emptied.put(list, source);
      } else if (source.isFlow(list)) {
        fromFlow(source, list);
      } else {
        gone.forEach(each -> fromBlock(source, each.item()));
      }
    }
  }

  /** A key without a value would be refused. */
  private void empty(Source source, SequenceNode list) {
    int start = source.start(list);
    if (source.isFlow(list)) {
      replace(source, start, source.end(list), "[]");
      return;
    }
    int colon = source.text().lastIndexOf(':', start);
    replace(source, colon + 1, source.end(list), " []");
  }

  private void fromBlock(Source source, Node item) {
    String text = source.text();
    int dash = text.lastIndexOf('-', source.start(item) - 1);
    int line = text.lastIndexOf('\n', dash) + 1;
    int end = lineEnd(text, source.end(item));
    replace(source, line, Math.min(text.length(), end + 1), "");
  }

  /** An item goes with the comma behind it, those at the end with the one before them. */
  private void fromFlow(Source source, SequenceNode list) {
    List<Node> items = list.getValue();
    int last = items.size() - 1;
    while (removed.contains(items.get(last))) {
      last--;
    }
    if (last < items.size() - 1) {
      replace(source, source.end(items.get(last)), source.end(items.getLast()), "");
    }
    for (int i = 0; i < last; i++) {
      if (removed.contains(items.get(i))) {
        replace(source, source.start(items.get(i)), source.start(items.get(i + 1)), "");
      }
    }
  }

  // Adding

  private void add(String device, List<Declared> aliases) {
    @Nullable Definition place = null;
    for (Definition each : all.of(device)) {
      boolean better =
          place == null || Source.value(each.body(), "addresses") != null || !hasList(place);
      boolean ours =
          each.source().file().equals(target.toString())
              || !whole && each.source().file().startsWith("/etc/");
      place = better && ours ? each : place;
    }
    if (place == null) {
      unknown.put(device, aliases);
      if (all.of(device).isEmpty()) {
        notes.add(Edited.takenOver(device, "netplan", target.toString()));
      }
    } else if (Source.value(place.body(), "addresses") instanceof SequenceNode list) {
      if (!isShared(aliases.getFirst(), place, list)) {
        extend(place.source(), list, aliases);
      }
    } else {
      begin(place.source(), place.body(), aliases);
    }
  }

  private static boolean hasList(Definition place) {
    return Source.value(place.body(), "addresses") != null;
  }

  private void extend(Source source, SequenceNode list, List<Declared> aliases) {
    List<Node> items = list.getValue().stream().filter(item -> !removed.contains(item)).toList();
    int start = source.start(list);
    boolean whole = emptied.remove(list) != null;
    if (source.isFlow(list)) {
      String more = String.join(", ", aliases.stream().map(this::inFlow).toList());
      if (whole) {
        replace(source, start, source.end(list), "[" + more + "]");
        return;
      }
      int at = items.isEmpty() ? start + 1 : source.end(items.getLast());
      replace(source, at, at, items.isEmpty() ? more : ", " + more);
    } else {
      String block = inBlock(aliases, " ".repeat(source.column(list)));
      if (whole) {
        replace(source, start, source.end(list), block.stripLeading());
        return;
      }
      int at = lineEnd(source.text(), source.end(items.getLast()));
      replace(source, at, at, "\n" + block);
    }
  }

  /** A list where there was none: before what is said of the device already. */
  private void begin(Source source, MappingNode body, List<Declared> aliases) {
    int start = source.start(body);
    if (source.isFlow(body)) {
      String list = String.join(", ", aliases.stream().map(this::inFlow).toList());
      String tail = body.getValue().isEmpty() ? "" : ", ";
      replace(source, start + 1, start + 1, "addresses: [" + list + "]" + tail);
      return;
    }
    String indent = " ".repeat(source.column(body));
    String text = "addresses:\n" + inBlock(aliases, indent + "  ") + "\n" + indent;
    replace(source, start, start, text);
  }

  /** Devices that no file knows yet. */
  private void define(Map<String, List<Declared>> devices) {
    Source source =
        all.sources().stream()
            .filter(each -> each.file().equals(target.toString()))
            .findFirst()
            .orElseGet(this::fresh);
    Node network = source.root() == null ? null : Source.value(source.root(), "network");
    Node ethernets = network == null ? null : Source.value(network, "ethernets");
    if (source.text().isBlank()) {
      String head = "network:\n  version: 2\n  ethernets:";
      replace(source, 0, source.text().length(), head + bodies(devices, "    ") + "\n");
    } else if (ethernets != null && isBlock(source, ethernets)) {
      int line = source.text().lastIndexOf('\n', source.start(ethernets));
      String indent = " ".repeat(source.column(ethernets));
      replace(source, line, line, bodies(devices, indent));
    } else if (network != null && ethernets == null && isBlock(source, network)) {
      int end = lineEnd(source.text(), source.end(network));
      String indent = " ".repeat(source.column(network));
      replace(source, end, end, "\n" + indent + "ethernets:" + bodies(devices, indent + "  "));
    } else {
      for (String device : devices.keySet()) {
        String text = "there is no place for %s in it: give it an entry, addresses: []";
        unexpressed.add(new Note(new Place(source.file(), 0, 0), text.formatted(device)));
      }
    }
  }

  private static boolean isBlock(Source source, Node node) {
    return node instanceof MappingNode mapping
        && !source.isFlow(mapping)
        && !mapping.getValue().isEmpty();
  }

  private String bodies(Map<String, List<Declared>> devices, String indent) {
    StringBuilder text = new StringBuilder();
    devices.forEach((device, aliases) -> {
      boolean plain = device.matches("[A-Za-z][A-Za-z0-9_-]*");
      text.append("\n").append(indent).append(plain ? device : '"' + device + '"');
      text.append(":\n").append(indent).append("  addresses:\n");
      text.append(inBlock(aliases, indent + "    "));
    });
    return text.toString();
  }

  private Source fresh() {
    String file = target.toString();
    Source source =
        root.isFile(target) ? Source.parse(file, root.read(target)) : new Source(file, "", null);
    edits.look(file, source.text());
    return source;
  }

  private static int lineEnd(String text, int at) {
    int newline = text.indexOf('\n', at);
    return newline < 0 ? text.length() : newline;
  }

  private String inFlow(Declared alias) {
    String address = '"' + alias.prefix().toString() + '"';
    return isNameless(alias) ? address : "{%s: {label: \"%s\"}}".formatted(address, alias.name());
  }

  private String inBlock(List<Declared> aliases, String indent) {
    List<String> lines = new ArrayList<>();
    for (Declared alias : aliases) {
      String address = indent + "- \"" + alias.prefix() + '"';
      lines.add(address + (isNameless(alias) ? "" : ":"));
      if (!isNameless(alias)) {
        lines.add(indent + "    label: \"" + alias.name() + '"');
      }
    }
    return String.join("\n", lines);
  }

  private boolean isNameless(Declared alias) {
    return !alias.isInet() || all.isLabelless(alias.device());
  }
}
