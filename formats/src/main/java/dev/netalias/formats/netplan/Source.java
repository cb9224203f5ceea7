package dev.netalias.formats.netplan;

import dev.netalias.formats.RefusedException;
import dev.netalias.formats.yaml.BoundedComposer;
import dev.netalias.plan.Place;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The text of a file, and the nodes in it with their places.
 *
 * @param file its path, as netplan would name it
 * @param root the node that holds all others, null where there is none
 */
record Source(String file, String text, @Nullable Node root) {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new FailsafeSchema())
          .setAllowDuplicateKeys(true)
          .setAllowNonScalarKeys(true)
          .setCodePointLimit(1 << 28)
          .setMaxAliasesForCollections(1 << 10)
          .build();

  /**
   * Reads bytes.
   *
   * @throws RefusedException where they are no YAML
   */
  static Source parse(String file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    if (StandardCharsets.UTF_8.newDecoder().decode(in, text, true).isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new RefusedException(new Place(file, line, 0), "it is not text in UTF-8");
    }
    return parse(file, text.flip().toString());
  }

  /** The same of a text. */
  static Source parse(String file, String text) {
    StreamReader reader = new StreamReader(SETTINGS, text);
    try {
      return new Source(file, text, BoundedComposer.compose(SETTINGS, reader));
    } catch (MarkedYamlEngineException wrong) {
      Place place =
          wrong
              .getProblemMark()
              .or(wrong::getContextMark)
              .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(new Place(file, 0, 0));
      throw new RefusedException(place, "this is no YAML: " + oneLine(wrong.getProblem()));
    } catch (ReaderException wrong) {
      int end = Math.min(text.length(), wrong.getPosition());
      int line = (int) text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
      throw new RefusedException(new Place(file, line, 0), "a character here can't be in YAML");
    } catch (YamlEngineException wrong) {
      Place place = new Place(file, reader.getLine() + 1, reader.getColumn() + 1);
      throw new RefusedException(place, "this is no YAML: " + oneLine(wrong.getMessage()));
    }
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ");
  }

  // Places

  Place place(Node node) {
    return node.getStartMark()
        .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Place(file, 0, 0));
  }

  RefusedException refusal(Node node, String reason) {
    return new RefusedException(place(node), reason);
  }

  /** Where a node begins, behind its anchor and its tag. */
  int start(Node node) {
    int at = offset(node.getStartMark());
    while (at < text.length() && (text.charAt(at) == '&' || text.charAt(at) == '!')) {
      at = content(at);
    }
    return at;
  }

  /** Where what follows an anchor or a tag begins: behind blanks, line ends and comments. */
  private int content(int property) {
    int at = property;
    while (at < text.length() && " \t\r\n,[]{}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    while (at < text.length() && " \t\r\n#".indexOf(text.charAt(at)) >= 0) {
      int newline = text.indexOf('\n', at);
      at = text.charAt(at) != '#' ? at + 1 : newline < 0 ? text.length() : newline;
    }
    return at;
  }

  /** In which column a node begins, from 0. */
  int column(Node node) {
    int start = start(node);
    int line = text.lastIndexOf('\n', start - 1) + 1;
    return text.codePointCount(line, start);
  }

  /** Where a node ends, without what follows the last thing in it. */
  int end(Node node) {
    boolean braces = isFlow(node) || node instanceof ScalarNode;
    if (!braces && node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
      NodeTuple last = mapping.getValue().getLast();
      return Math.max(end(last.getKeyNode()), end(last.getValueNode()));
    }
    if (!braces && node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      return end(sequence.getValue().getLast());
    }
    return offset(node.getEndMark());
  }

  /** Whether it is written with brackets or braces. */
  boolean isFlow(Node node) {
    int start = start(node);
    return !(node instanceof ScalarNode)
        && start < text.length()
        && (text.charAt(start) == '[' || text.charAt(start) == '{');
  }

  /** Marks count code points. */
  private int offset(Optional<Mark> mark) {
    int points = mark.map(Mark::getIndex).orElse(0);
    return points >= text.codePointCount(0, text.length())
        ? text.length()
        : text.offsetByCodePoints(0, points);
  }

  // Nodes

  /** The value of a key, null where there is none; of a key that is there twice the last. */
  static @Nullable Node value(Node mapping, String key) {
    Node found = null;
    if (mapping instanceof MappingNode map) {
      for (NodeTuple tuple : map.getValue()) {
        found = key(tuple).equals(key) ? tuple.getValueNode() : found;
      }
    }
    return found;
  }

  /** The text of a key; empty where it is no scalar. */
  static String key(NodeTuple tuple) {
    return scalar(tuple.getKeyNode());
  }

  /** The text of a scalar; empty where it is none. */
  static String scalar(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
