package dev.netalias.cli.run;

import picocli.CommandLine.ParseResult;

/** A command that changes something; so it can be tried with {@code --dry-run}, and batched. */
public abstract class Changing implements Command {
  /** Understands its words; nothing is read yet. */
  public abstract Operation operation(ParseResult words);

  /** Makes it; who has something to show besides does that here. */
  @Override
  public int run(Invocation call) {
    new Changer(call).make(operation(call.words()).in(call));
    return 0;
  }
}
