package dev.netalias.cli.command;

import dev.netalias.alias.AliasType;
import dev.netalias.alias.AliasView;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.Table;
import dev.netalias.cli.print.TypeJson;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias types}: the alias types. */
final class TypesCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Lists the alias types that are known.",
        "A known type is registered by insmod, or by the first alias of its family.",
        "netalias types");
  }

  @Override
  public int run(Invocation call) {
    AliasView view = call.netAlias().view();
    Output output = call.output();
    List<AliasType> registered = view.registeredTypes();
    List<TypeJson> types =
        view.types().all().stream()
            .map(t -> new TypeJson(t.family(), t.name(), view.attached(t), registered.contains(t)))
            .toList();
    if (output.isJson()) {
      Json.printAll(output.out(), TypeJson.class, types);
    } else {
      Table table = new Table(output.colour().getAsBoolean(), "FAMILY", "NAME", "ALIASES", "STATE");
      for (TypeJson type : types) {
        table.row(
            type.registered() ? Table.Colour.GREEN : null,
            Integer.toString(type.family()),
            type.name(),
            Integer.toString(type.attached()),
            type.registered() ? "registered" : "known");
      }
      table.print(output.out(), 3);
    }
    return 0;
  }
}
