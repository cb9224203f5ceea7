package dev.netalias.cli.doc;

import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How a command is written: what may be left out stands in brackets. */
public final class Synopsis {
  private Synopsis() {}

  /**
   * The words behind the command's name.
   *
   * @param style what labels look like
   */
  public static String of(CommandSpec spec, UnaryOperator<String> style) {
    StringBuilder words = new StringBuilder("[" + style.apply("OPTION") + "]...");
    for (PositionalParamSpec word : spec.positionalParameters()) {
      boolean several = word.arity().max() > 1 || word.arity().isVariable();
      String label = style.apply(word.paramLabel()) + (several ? "..." : "");
      words.append(' ').append(word.arity().min() == 0 ? "[" + label + "]" : label);
    }
    return words.toString();
  }
}
