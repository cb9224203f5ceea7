package dev.netalias.formats.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Changes a key that a mapping has, and keeps the comments around it. */
final class KeyEdits {
  private final Document document;
  private final Edits edits;

  KeyEdits(Document document, Edits edits) {
    this.document = document;
    this.edits = edits;
  }

  /** Has a key say something else, or nothing; empty where more would change with it. */
  Optional<Runnable> change(
      MappingNode mapping, NodeTuple key, @Nullable String was, @Nullable String text) {
    Node value = key.getValueNode();
    boolean elsewhere = document.start(value) < document.start(key.getKeyNode());
    if (value instanceof MappingNode || value.getAnchor().isPresent() || elsewhere) {
      return Optional.empty();
    }
    if (text == null) {
      return Document.isFlow(mapping) ? cut(mapping, key) : cutLines(mapping, key);
    }
    if (value instanceof SequenceNode list && !Document.isFlow(list)) {
      return was == null ? Optional.empty() : changeLines(list, words(was), words(text));
    }
    return Optional.of(() -> edits.replace(document.start(value), document.end(value), text));
  }

  private Optional<Runnable> cutLines(MappingNode mapping, NodeTuple key) {
    int from = edits.lineStart(document.start(key.getKeyNode()));
    int to = edits.nextLine(document.end(key));
    return mapping.getValue().getFirst() == key
        ? Optional.empty()
        : Optional.of(() -> edits.delete(from, to));
  }

  /** Takes a key out from within braces, with one of the commas beside it. */
  private Optional<Runnable> cut(MappingNode mapping, NodeTuple key) {
    int number = mapping.getValue().indexOf(key);
    int from = document.start(key.getKeyNode());
    int to = document.end(key);
    int before = number == 0 ? -1 : comma(document.end(mapping.getValue().get(number - 1)));
    int behind = comma(to);
    if (before >= 0 && !isNoted(before, from)) {
      return Optional.of(() -> edits.cut(before, to));
    }
    if (behind >= 0 && !isNoted(to, behind)) {
      return Optional.of(() -> edits.cut(from, behind + 1));
    }
    int comma = Math.max(before, behind);
    if (comma < 0) {
      return Optional.empty();
    }
    return Optional.of(() -> {
      edits.delete(comma, comma + 1);
      edits.cut(from, to);
    });
  }

  private int comma(int offset) {
    int next = edits.next(offset);
    return edits.charAt(next) == ',' ? next : -1;
  }

  private boolean isNoted(int from, int to) {
    return document.text().substring(from, to).contains("#");
  }

  private List<String> words(String list) {
    List<String> words = new ArrayList<>();
    if (Document.parse(document.file(), list).root() instanceof SequenceNode all) {
      all.getValue().forEach(word -> words.add(word(word)));
    }
    return words;
  }

  private static String word(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** Changes a list of lines in those that say otherwise; the others keep their comments. */
  private Optional<Runnable> changeLines(SequenceNode list, List<String> was, List<String> words) {
    List<Node> items = list.getValue();
    if (words.isEmpty() || was.size() != items.size() || !isLineByLine(items, was)) {
      return Optional.empty();
    }
    int most = Math.min(was.size(), words.size());
    int head = 0;
    while (head < most && was.get(head).equals(words.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && was.get(was.size() - 1 - tail).equals(words.get(words.size() - 1 - tail))) {
      tail++;
    }
    List<Node> gone = items.subList(head, items.size() - tail);
    List<String> come = words.subList(head, words.size() - tail);
    int at =
        head < items.size()
            ? edits.lineStart(document.start(items.get(head)))
            : edits.nextLine(document.end(items.getLast()));
    StringBuilder lines = new StringBuilder();
    for (String word : come) {
      lines.append(lead(items.getFirst())).append(AliasesText.scalar(word));
      lines.append(edits.newline());
    }
    String open = edits.charAt(at - 1) == '\n' ? "" : edits.newline();
    return Optional.of(() -> {
      edits.insert(at, open + lines);
      for (Node item : gone) {
        int from = edits.lineStart(document.start(item));
        edits.delete(from, edits.nextLine(document.end(item)));
      }
    });
  }

  private boolean isLineByLine(List<Node> items, List<String> was) {
    for (int i = 0; i < items.size(); i++) {
      boolean same = word(items.get(i)).equals("reject") == was.get(i).equals("reject");
      if (!same || !lead(items.get(i)).strip().equals("-")) {
        return false;
      }
    }
    return true;
  }

  private String lead(Node item) {
    int from = document.start(item);
    return document.text().substring(edits.lineStart(from), from);
  }
}
