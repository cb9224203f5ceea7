package dev.netalias.cli.command;

import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.words.Model;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias insmod} and {@code rmmod}: registers and unregisters alias types. */
final class TypeCommand extends Changing {
  private final boolean load;

  TypeCommand(boolean load) {
    this.load = load;
  }

  @Override
  public void describe(CommandSpec spec) {
    if (load) {
      Model.help(
          spec,
          "Loads an alias type.",
          "A built-in one by name, as ip_alias or ip_alias.o, with or without a path; one of your"
              + " own as a jar. It stays loaded for the commands that follow.",
          "netalias insmod /lib/modules/2.0.36/net/ip_alias.o",
          "netalias insmod my-type.jar");
      spec.addPositional(Model.word(0, "MODULE", "name of a built-in type, or a jar"));
    } else {
      Model.help(
          spec,
          "Unloads an alias type.",
          "Refused while aliases of it are there.",
          "netalias rmmod ip_alias");
      spec.addPositional(Model.word(0, "TYPE", "name of a type, as netalias types shows it"));
    }
  }

  @Override
  public Operation operation(ParseResult words) {
    return new Loading(load, Model.word(words, 0));
  }

  /** What is to be loaded or unloaded. */
  private record Loading(boolean load, String name) implements Operation {
    @Override
    public String doing() {
      return load ? "loading an alias type" : "unloading an alias type";
    }

    @Override
    public void apply(Draft draft) {
      if (load) {
        draft.register(draft.view().types().load(name));
      } else {
        draft.unregister(name);
      }
    }
  }
}
