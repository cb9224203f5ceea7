package dev.netalias.formats.yaml;

import dev.netalias.plan.Likeness;
import dev.netalias.plan.MistakeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The keys and values of one mapping, those of {@code <<} merged in: what stands in the mapping
 * itself goes before what is merged, and what is merged first before what is merged later.
 */
final class Fields {
  private static final String MERGE = "<<";

  /** So many mappings are merged into one at most: more would be a trap. */
  private static final int MOST_MERGED = 64;

  private final Document document;
  private final Node node;
  private final Map<String, Node> values = new HashMap<>();
  private int merged;

  private Fields(Document document, Node node) {
    this.document = document;
    this.node = node;
  }

  /**
   * Reads a mapping.
   *
   * @param what what it is, {@code "an alias"}
   * @param keys the keys that it may have
   * @throws MistakeException where it is none, or has another key
   */
  static Fields of(Document document, Node node, String what, Set<String> keys) {
    Fields fields = new Fields(document, node);
    fields.take(node, what, keys);
    return fields;
  }

  private void take(Node from, String what, Set<String> keys) {
    if (!(from instanceof MappingNode mapping)) {
      throw wrong(from, what + " is a mapping here: keys with values");
    }
    if (merged++ > MOST_MERGED) {
      throw wrong(from, "too much is merged here");
    }
    Map<String, Node> own = new HashMap<>();
    List<Node> further = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(tuple, what, keys);
      if (key.equals(MERGE)) {
        further.add(tuple.getValueNode());
      } else if (own.put(key, tuple.getValueNode()) != null) {
        throw wrong(tuple.getKeyNode(), "'" + key + "' is said twice");
      }
    }
    own.forEach(values::putIfAbsent);
    for (Node other : further) {
      if (other instanceof SequenceNode several) {
        several.getValue().forEach(one -> take(one, what, keys));
      } else {
        take(other, what, keys);
      }
    }
  }

  private String key(NodeTuple tuple, String what, Set<String> keys) {
    if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
      throw wrong(tuple.getKeyNode(), "a key is one word");
    }
    String key = scalar.getValue();
    if (keys.contains(key) || key.equals(MERGE)) {
      return key;
    }
    List<String> near = Likeness.near(key, keys);
    boolean cutAddress = key.indexOf(':') >= 0 && isEmpty(tuple.getValueNode());
    throw document.shown(
        new MistakeException(
            document.place(tuple.getKeyNode()),
            "%s has no key '%s'".formatted(what, key),
            cutAddress
                ? "an address that ends with a colon is put in quotes: \"" + key + ":\""
                : near.isEmpty()
                    ? "its keys: " + String.join(", ", keys.stream().sorted().toList())
                    : "did you mean " + String.join(" or ", near) + "?"));
  }

  private static boolean isEmpty(Node value) {
    return value instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  /** Whether there is a key. */
  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The mapping itself. */
  Node node() {
    return node;
  }

  /** The value of a key, null where there is none. */
  @Nullable Node value(String key) {
    return values.get(key);
  }

  /** The text of a key, null where there is none. */
  @Nullable String text(String key) {
    Node value = values.get(key);
    return value == null ? null : text(document, value, "'" + key + "'");
  }

  /** The text of a node, which must be one word or line. */
  static String text(Document document, Node value, String what) {
    if (value instanceof ScalarNode scalar && !isEmpty(value)) {
      return scalar.getValue();
    }
    throw wrong(
        document,
        value,
        isEmpty(value) ? what + " has no value" : what + " takes one value, not several");
  }

  /** The truth of a key, null where there is none. */
  @Nullable Boolean truth(String key) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrongValue(key, "'" + key + "' is true or false, not '" + text + "'");
    };
  }

  /** The one of some words that a key has, null where there is no such key. */
  @Nullable String oneOf(String key, String... words) {
    String text = text(key);
    if (text == null || List.of(words).contains(text)) {
      return text;
    }
    throw wrongValue(key, "'%s' is %s, not '%s'".formatted(key, String.join(" or ", words), text));
  }

  /** The texts of a key: one, or a sequence of them. */
  List<String> texts(String key) {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof SequenceNode several) {
      String what = "a line of '" + key + "'";
      return several.getValue().stream().map(one -> text(document, one, what)).toList();
    }
    return List.of(text(document, value, "'" + key + "'"));
  }

  /** A mistake in the value of a key. */
  MistakeException wrongValue(String key, String problem) {
    return wrong(values.getOrDefault(key, node), problem);
  }

  private MistakeException wrong(Node where, String problem) {
    return wrong(document, where, problem);
  }

  static MistakeException wrong(Document document, Node where, String problem) {
    return document.shown(new MistakeException(document.place(where), problem, ""));
  }
}
