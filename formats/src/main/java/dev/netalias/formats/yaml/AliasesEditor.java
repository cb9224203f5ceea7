package dev.netalias.formats.yaml;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Manner;
import dev.netalias.plan.MistakeException;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Changes {@code aliases.yaml} where something changes, and nowhere else: comments, order, anchors
 * and blanks stay. What came of it is read again and compared before anybody gets it.
 */
public final class AliasesEditor {
  private final AliasTypes types;
  private final Document document;
  private final Edits edits;
  private final KeyEdits keyEdits;
  private final Desired before;
  private final Map<Place, Item> items = new HashMap<>();
  private final Map<SequenceNode, TreeSet<Integer>> leaving = new HashMap<>();
  private final List<DesiredDevice> expected = new ArrayList<>();

  /** Whether there is a first device by now where there was none. */
  private boolean begun;

  private record Item(SequenceNode list, int number) {}

  /**
   * Begins with a text.
   *
   * @throws MistakeException where that is wrong as it is
   */
  public AliasesEditor(AliasTypes types, String file, String text) {
    this.types = types;
    before = AliasesYaml.read(types, file, text);
    document = Document.parse(file, text);
    edits = new Edits(text);
    keyEdits = new KeyEdits(document, edits);
    for (NodeTuple device : entries(devices())) {
      SequenceNode list = list(device.getValueNode());
      for (int i = 0; list != null && i < list.getValue().size(); i++) {
        items.put(document.place(list.getValue().get(i)), new Item(list, i));
      }
    }
    expected.addAll(before.devices());
  }

  // What is there

  private @Nullable Node devices() {
    return value(document.root(), "devices");
  }

  private static List<NodeTuple> entries(@Nullable Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }

  private static @Nullable Node value(@Nullable Node node, String key) {
    return entry(node, key).map(NodeTuple::getValueNode).orElse(null);
  }

  private static Optional<NodeTuple> entry(@Nullable Node node, String key) {
    return entries(node).stream()
        .filter(t -> t.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .findFirst();
  }

  /** The list of a device's aliases: its value, or what its key {@code aliases} has. */
  private static @Nullable SequenceNode list(Node device) {
    Node list = device instanceof SequenceNode ? device : value(device, "aliases");
    return list instanceof SequenceNode sequence ? sequence : null;
  }

  private AliasException byHand(String what) {
    return AliasException.conflict(
        "%s: %s can't be changed without changing more".formatted(document.file(), what),
        "edit the file by hand");
  }

  // Taking out

  /**
   * Takes an alias out, or puts others in its place.
   *
   * @param alias as it was read from this text
   */
  public void replace(String device, DesiredAlias alias, List<DesiredAlias> others) {
    Item item = items.get(alias.place());
    if (item == null) {
      throw byHand("what is said in " + alias.place());
    }
    Node node = item.list.getValue().get(item.number);
    boolean changed = others.size() == 1 && isChanged(node, device, alias, others.getFirst());
    if (!changed && node.getAnchor().isPresent()) {
      throw byHand("what is said in " + alias.place());
    }
    if (others.isEmpty()) {
      leaving.computeIfAbsent(item.list, list -> new TreeSet<>()).add(item.number);
    } else if (!changed) {
      List<String> texts = texts(device, others);
      String between =
          Document.isFlow(item.list) ? ", " : edits.newline() + " ".repeat(dashColumn(node)) + "- ";
      edits.replace(document.start(node), document.end(node), String.join(between, texts));
    }
    expect(device, alias, others);
  }

  /** Changes the keys that say otherwise; false where that can't be, and nothing is changed. */
  private boolean isChanged(Node node, String device, DesiredAlias alias, DesiredAlias other) {
    if (!(node instanceof MappingNode mapping)) {
      return false;
    }
    Map<String, String> now = AliasesText.fields(types, device, alias);
    Map<String, String> then = AliasesText.fields(types, device, other);
    Set<String> keys = new LinkedHashSet<>(now.keySet());
    keys.addAll(then.keySet());
    keys.removeIf(key -> Objects.equals(now.get(key), then.get(key)));
    List<Runnable> changes = new ArrayList<>();
    for (String key : keys) {
      Optional<Runnable> change = change(mapping, key, now.get(key), then.get(key));
      if (change.isEmpty()) {
        return false;
      }
      changes.add(change.get());
    }
    changes.forEach(Runnable::run);
    return true;
  }

  /** Has a key say something else, or nothing; empty where more would change with it. */
  private Optional<Runnable> change(
      MappingNode mapping, String key, @Nullable String was, @Nullable String text) {
    Optional<NodeTuple> there = entry(mapping, key);
    if (there.isEmpty()) {
      boolean can = text != null && (!Document.isFlow(mapping) || canGrow(mapping));
      return can ? Optional.of(() -> put(mapping, key + ": " + text)) : Optional.empty();
    }
    return keyEdits.change(mapping, there.get(), was, text);
  }

  private void put(MappingNode mapping, String text) {
    if (Document.isFlow(mapping)) {
      putInFlow(mapping, text);
    } else {
      insertLines(
          document.end(mapping), line(column(mapping.getValue().getFirst().getKeyNode()), text));
    }
  }

  private boolean canGrow(MappingNode flow) {
    char next = edits.charAt(edits.next(document.end(flow.getValue().getLast())));
    return next == ',' || next == '}';
  }

  /** Puts a key behind the last within braces; a comma that is there stays the last sign. */
  private void putInFlow(MappingNode mapping, String text) {
    int last = document.end(mapping.getValue().getLast());
    int next = edits.next(last);
    if (edits.charAt(next) == ',') {
      edits.insert(next + 1, " " + text + ",");
    } else {
      edits.insert(last, ", " + text);
    }
  }

  private void expect(String device, @Nullable DesiredAlias gone, List<DesiredAlias> come) {
    for (int i = 0; i < expected.size(); i++) {
      DesiredDevice has = expected.get(i);
      if (has.name().equals(device)) {
        List<DesiredAlias> all = new ArrayList<>(has.aliases());
        int at = gone == null ? all.size() : all.indexOf(gone);
        if (gone != null) {
          all.remove(at);
        }
        all.addAll(at, come);
        expected.set(
            i, new DesiredDevice(has.name(), has.open(), has.exclusive(), all, has.place()));
        return;
      }
    }
    expected.add(DesiredDevice.of(device, come, Place.NOWHERE));
  }

  private int dash(Node item) {
    String text = document.text();
    int at = document.start(item) - 1;
    while (at >= 0 && Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    if (at < 0 || text.charAt(at) != '-') {
      throw byHand("what is said in " + document.place(item));
    }
    return at;
  }

  private int dashColumn(Node item) {
    int dash = dash(item);
    return dash - edits.lineStart(dash);
  }

  private void takeOut() {
    leaving.forEach((list, numbers) -> {
      for (int number : numbers) {
        Node item = list.getValue().get(number);
        if (Document.isFlow(list)) {
          takeOutOfFlow(list, numbers, number);
        } else if (edits.isFirstOnLine(dash(item))) {
          edits.delete(edits.lineStart(dash(item)), edits.nextLine(document.end(item)));
        } else {
          throw byHand("what is said in " + document.place(item));
        }
      }
    });
  }

  private void takeOutOfFlow(SequenceNode list, TreeSet<Integer> numbers, int number) {
    List<Node> all = list.getValue();
    if (number + 1 < all.size()) {
      edits.delete(document.start(all.get(number)), document.start(all.get(number + 1)));
      return;
    }
    int kept = number;
    while (kept >= 0 && numbers.contains(kept)) {
      kept--;
    }
    int from = kept < 0 ? document.start(all.getFirst()) : document.end(all.get(kept));
    edits.delete(from, document.end(all.get(number)));
  }

  // Putting in

  private List<String> texts(String device, List<DesiredAlias> aliases) {
    return aliases.stream().map(alias -> AliasesText.item(types, device, alias)).toList();
  }

  /** Adds aliases at the end of a device's list, which is made where there is none. */
  public void add(String device, List<DesiredAlias> aliases) {
    List<String> texts = texts(device, aliases);
    Optional<NodeTuple> entry = entry(devices(), device);
    if (entry.isEmpty()) {
      addDevice(device, texts);
    } else {
      addTo(entry.get(), texts);
    }
    expect(device, null, aliases);
  }

  private void addTo(NodeTuple device, List<String> texts) {
    Node value = device.getValueNode();
    Node key = device.getKeyNode();
    SequenceNode list = list(value);
    if (list != null) {
      Node owner = value instanceof SequenceNode ? key : keyOfAliases(value);
      if (document.start(list) < document.start(owner)) {
        throw byHand("the list of " + document.place(owner) + " is an anchor's, and");
      }
      append(list, texts);
    } else if (value instanceof MappingNode mapping && Document.isFlow(mapping)) {
      if (entry(value, "aliases").isPresent()) {
        throw byHand("the list of " + document.place(key));
      }
      String aliases = "aliases: [" + String.join(", ", texts) + "]";
      if (mapping.getValue().isEmpty()) {
        edits.insert(document.end(mapping) - 1, aliases);
      } else {
        putInFlow(mapping, aliases);
      }
    } else if (value instanceof MappingNode mapping) {
      if (document.start(mapping) < document.start(key)) {
        throw byHand("the device of " + document.place(key) + " is an anchor's, and");
      }
      int column = column(mapping.getValue().getFirst().getKeyNode());
      Optional<NodeTuple> empty = entry(value, "aliases");
      int behind =
          empty.map(e -> document.end(e.getKeyNode())).orElseGet(() -> document.end(mapping));
      String head = empty.isPresent() ? "" : line(column, "aliases:");
      insertLines(behind, head + lines(column + 2, texts));
    } else {
      int column = column(key);
      insertLines(document.end(key), line(column + 2, "aliases:") + lines(column + 4, texts));
    }
  }

  private static Node keyOfAliases(Node value) {
    return entry(value, "aliases").orElseThrow().getKeyNode();
  }

  private void append(SequenceNode list, List<String> texts) {
    if (Document.isFlow(list)) {
      List<Node> all = list.getValue();
      int at = all.isEmpty() ? document.start(list) + 1 : document.end(all.getLast());
      edits.insert(at, (all.isEmpty() ? "" : ", ") + String.join(", ", texts));
      return;
    }
    Node last = list.getValue().getLast();
    insertLines(document.end(last), lines(dashColumn(last), texts));
  }

  private void addDevice(String device, List<String> texts) {
    String name = AliasesText.scalar(device);
    Node devices = devices();
    if (devices instanceof MappingNode mapping && Document.isFlow(mapping)) {
      String list = name + ": [" + String.join(", ", texts) + "]";
      if (mapping.getValue().isEmpty()) {
        edits.insert(document.end(mapping) - 1, (begun ? ", " : "") + list);
      } else {
        putInFlow(mapping, list);
      }
      begun = true;
      return;
    }
    int column =
        devices instanceof MappingNode some ? column(some.getValue().getFirst().getKeyNode()) : 2;
    String lines =
        line(column, name + ":") + line(column + 2, "aliases:") + lines(column + 4, texts);
    Optional<NodeTuple> entry = entry(document.root(), "devices");
    if (devices instanceof MappingNode some) {
      insertLines(document.end(some), lines);
    } else if (entry.isPresent()) {
      insertLines(document.end(entry.get().getKeyNode()), lines);
    } else if (document.root() instanceof MappingNode root && Document.isFlow(root)) {
      throw byHand("a whole state within braces");
    } else {
      insertLines(document.text().length(), (begun ? "" : line(0, "devices:")) + lines);
      begun = true;
    }
  }

  private int column(Node node) {
    return document.start(node) - edits.lineStart(document.start(node));
  }

  private String line(int column, String text) {
    return " ".repeat(column) + text + edits.newline();
  }

  private String lines(int column, List<String> texts) {
    StringBuilder lines = new StringBuilder();
    texts.forEach(text -> lines.append(line(column, "- " + text)));
    return lines.toString();
  }

  /** Puts lines behind the line with an offset. */
  private void insertLines(int offset, String lines) {
    String text = document.text();
    int at = offset >= text.length() ? text.length() : edits.nextLine(offset);
    boolean open = at == text.length() && !text.isEmpty() && !text.endsWith("\n") && !begun;
    edits.insert(at, open ? edits.newline() + lines : lines);
  }

  // The end

  /**
   * The new text.
   *
   * @throws AliasException where the change can't be made in this text
   */
  public String result() {
    takeOut();
    String text = edits.result();
    try {
      Desired after = AliasesYaml.read(types, document.file(), text);
      if (said(after.devices()).equals(said(expected))) {
        return text;
      }
    } catch (MistakeException broken) {
      // told below
    }
    throw byHand("the text as it is written");
  }

  /** What is said, wherever; how aliases are kept is said for all of a device too. */
  private String said(List<DesiredDevice> devices) {
    List<DesiredDevice> plain = new ArrayList<>();
    for (DesiredDevice d : devices) {
      List<DesiredAlias> all = d.aliases().stream().map(a -> a.with(Manner.USUAL)).toList();
      plain.add(new DesiredDevice(d.name(), d.open(), d.exclusive(), all, d.place()));
    }
    return AliasesText.of(types, new Desired(plain));
  }
}
