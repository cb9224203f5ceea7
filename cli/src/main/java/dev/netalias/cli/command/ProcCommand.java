package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Listings;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias proc}: the listings below {@code /proc/net} that NET_ALIAS had. */
final class ProcCommand implements Command {
  private static final String[] LISTINGS = {"aliases", "alias_types", "dev"};

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Prints a listing that was below /proc/net, byte for byte.",
        "aliases and alias_types as of Linux 2.0; dev as of today, with a line for each alias.",
        "netalias proc aliases");
    spec.addPositional(Model.choiceWord("LISTING", "aliases, alias_types or dev", LISTINGS));
  }

  @Override
  public int run(Invocation call) {
    String listing = Model.word(call.words(), 0);
    Function<AliasView, String> text =
        switch (listing) {
          case "aliases" -> Listings::aliases;
          case "alias_types" -> Listings::aliasTypes;
          case "dev" -> Listings::dev;
          default ->
              throw AliasException.usage(
                  "there is no listing '" + listing + "'", "aliases, alias_types or dev");
        };
    if (call.output().isJson()) {
      throw AliasException.usage(
          "proc prints a file of the kernel's, and not JSON", "netalias list -o json");
    }
    call.output().out().print(text.apply(call.netAlias().view()));
    return 0;
  }
}
