package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.doc.Completion;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.TextJson;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias completion}: a script for a shell. */
final class CompletionCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Prints a script that teaches a shell to complete netalias's words.",
        "It completes commands, options and the names of devices and aliases.",
        "source <(netalias completion bash)",
        "netalias completion zsh > ~/.zfunc/_netalias");
    spec.addPositional(Model.choiceWord("SHELL", "bash or zsh", "bash", "zsh"));
  }

  @Override
  public int run(Invocation call) {
    Completion completion = new Completion(Commands.tree(() -> ""));
    String shell = Model.word(call.words(), 0);
    String script =
        switch (shell) {
          case "bash" -> completion.bash();
          case "zsh" -> completion.zsh();
          default ->
              throw AliasException.usage(
                  "there is no completion for '" + shell + "'", "for bash and zsh there is");
        };
    if (call.output().isJson()) {
      Json.print(call.output().out(), TextJson.Script.class, new TextJson.Script(shell, script));
    } else {
      call.output().out().print(script);
    }
    return 0;
  }
}
