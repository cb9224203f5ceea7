package dev.netalias.formats.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Composes nodes, as deep as somebody may have meant it. */
public final class BoundedComposer extends Composer {
  /** Deeper than this nobody nests on purpose. */
  private static final int MOST_DEPTH = 32;

  private int depth;

  private BoundedComposer(LoadSettings settings, StreamReader reader) {
    super(settings, new ParserImpl(settings, reader));
  }

  /** The node that holds all others, null where the text holds none. */
  public static @Nullable Node compose(LoadSettings settings, StreamReader reader) {
    return new BoundedComposer(settings, reader).getSingleNode().orElse(null);
  }

  private void deeper() {
    depth++;
    if (depth > MOST_DEPTH) {
      throw new TooDeepException(parser.peekEvent().getStartMark());
    }
  }

  @Override
  protected SequenceNode composeSequenceNode(Optional<Anchor> anchor) {
    deeper();
    SequenceNode node = super.composeSequenceNode(anchor);
    depth--;
    return node;
  }

  @Override
  protected Node composeMappingNode(Optional<Anchor> anchor) {
    deeper();
    Node node = super.composeMappingNode(anchor);
    depth--;
    return node;
  }

  private static final class TooDeepException extends MarkedYamlEngineException {
    private static final long serialVersionUID = 1;

    TooDeepException(Optional<Mark> where) {
      super(null, Optional.empty(), "it is nested too deep", where);
    }
  }
}
