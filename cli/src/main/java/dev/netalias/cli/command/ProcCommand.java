package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.listing.Listings;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.ProcJson;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import java.io.PrintStream;
import java.util.List;
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
    if (!List.of(LISTINGS).contains(listing)) {
      throw AliasException.usage(
          "there is no listing '" + listing + "'", "aliases, alias_types or dev");
    }
    AliasView view = call.netAlias().view();
    if (call.output().isJson()) {
      printJson(listing, view, call.output().out());
    } else {
      call.output()
          .out()
          .print(
              switch (listing) {
                case "aliases" -> Listings.aliases(view);
                case "alias_types" -> Listings.aliasTypes(view);
                default -> Listings.dev(view);
              });
    }
    return 0;
  }

  private static void printJson(String listing, AliasView view, PrintStream out) {
    switch (listing) {
      case "aliases" -> Json.printAll(out, ProcJson.AliasRow.class, ProcJson.aliases(view));
      case "alias_types" -> Json.printAll(out, ProcJson.TypeRow.class, ProcJson.types(view));
      default -> Json.printAll(out, ProcJson.DeviceRow.class, ProcJson.devices(view));
    }
  }
}
