package dev.netalias.formats.yaml;

import dev.netalias.plan.MistakeException;
import dev.netalias.plan.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * A YAML text with its nodes, each of which knows where it stands.
 *
 * @param file the file's name, for errors
 * @param text the whole text
 * @param root the node that holds all others, null where the text holds none
 */
record Document(String file, String text, @Nullable Node root) {
  private static final int MOST_CODE_POINTS = 1 << 28;

  /**
   * Reads a text.
   *
   * @throws MistakeException where it is no YAML
   */
  static Document parse(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new FailsafeSchema())
            .setCodePointLimit(MOST_CODE_POINTS)
            .setAllowNonScalarKeys(true) // they are refused in Fields, with their line
            .setMaxAliasesForCollections(Integer.MAX_VALUE) // what one takes is bounded in Fields
            .build();
    StreamReader reader = new StreamReader(settings, text);
    try {
      return new Document(file, text, BoundedComposer.compose(settings, reader));
    } catch (MarkedYamlEngineException wrong) {
      Mark mark = wrong.getProblemMark().or(wrong::getContextMark).orElse(null);
      throw mistake(file, text, place(file, mark), said(wrong.getProblem()));
    } catch (ReaderException wrong) {
      Place place = place(file, text, wrong.getPosition());
      String point = "U+%04X".formatted(wrong.getCodePoint());
      throw mistake(file, text, place, "the character " + point + " can't be in YAML");
    } catch (YamlEngineException wrong) {
      Place reached = new Place(file, reader.getLine() + 1, reader.getColumn() + 1);
      throw mistake(file, text, reached, said(wrong.getMessage()));
    }
  }

  private static String said(@Nullable String problem) {
    return "this is no YAML: " + (problem == null ? "" : problem.lines().findFirst().orElse(""));
  }

  private static MistakeException mistake(String file, String text, Place place, String problem) {
    return new Document(file, text, null).shown(new MistakeException(place, problem, ""));
  }

  /** Where a node begins. */
  Place place(Node node) {
    return place(file, node.getStartMark().orElse(null));
  }

  private int offset(Optional<Mark> mark) {
    int points = mark.map(Mark::getIndex).orElse(0);
    return text.offsetByCodePoints(0, points);
  }

  /** Where the text of a node begins. */
  int start(Node node) {
    return offset(node.getStartMark());
  }

  /** Where the text of a node ends; a block collection ends with the last thing in it. */
  int end(Node node) {
    boolean block =
        node instanceof CollectionNode<?> collection
            && collection.getFlowStyle() == FlowStyle.BLOCK
            && !collection.getValue().isEmpty();
    if (!block) {
      int end = offset(node.getEndMark());
      boolean empty = node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
      return empty ? start(node) : end;
    }
    int end = 0;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        int after = end(tuple.getValueNode());
        boolean elsewhere = after < start(tuple.getKeyNode()); // what an anchor stands for
        end = Math.max(end, elsewhere ? lineEnd(start(tuple.getKeyNode())) : after);
      }
    } else if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        end = Math.max(end, end(item));
      }
    }
    return end;
  }

  /** Where a key's value ends, or what stands there for one from elsewhere. */
  int end(NodeTuple tuple) {
    int end = end(tuple.getValueNode());
    if (end >= start(tuple.getKeyNode())) {
      return end;
    }
    int at = Math.max(text.indexOf('*', end(tuple.getKeyNode())), 0);
    while (at < text.length() && " \t\r\n,[]{}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private int lineEnd(int offset) {
    int end = text.indexOf('\n', offset);
    return end < 0 ? text.length() : end;
  }

  static boolean isFlow(CollectionNode<?> node) {
    return node.getFlowStyle() == FlowStyle.FLOW;
  }

  private static Place place(String file, @Nullable Mark mark) {
    return mark == null
        ? new Place(file, 0, 0)
        : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Place place(String file, String text, int position) {
    int end = text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
    return new Place(file, line, column);
  }

  /** The mistake with the line that it is in, and a caret. */
  MistakeException shown(MistakeException mistake) {
    Place place = mistake.place();
    if (!place.file().equals(file) || place.line() == 0 || !mistake.excerpt().isEmpty()) {
      return mistake;
    }
    Optional<String> line = text.lines().skip(place.line() - 1L).findFirst();
    return line.isEmpty() ? mistake : mistake.showing(excerpt(line.get(), place.column()));
  }

  private static final int MOST_SHOWN = 72;

  /** A long line is cut around what is wrong, so that the caret stays below it. */
  private static List<String> excerpt(String line, int column) {
    int[] points = line.replace('\t', ' ').codePoints().toArray();
    int at = Math.clamp(column - 1, 0, points.length);
    int from = at < MOST_SHOWN - 10 ? 0 : at - MOST_SHOWN / 2;
    int to = Math.min(points.length, from + MOST_SHOWN);
    String shown = new String(points, from, to - from);
    return List.of("    " + shown, "    " + " ".repeat(at - from) + "^");
  }
}
