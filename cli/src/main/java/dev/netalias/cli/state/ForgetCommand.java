package dev.netalias.cli.state;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import dev.netalias.net.AliasName;
import dev.netalias.net.FormatException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias forget}: out of the desired state. */
public final class ForgetCommand implements Command {
  /** The command. */
  public ForgetCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Takes aliases out of the desired state.",
        "From the file that says them, be it a range that falls apart then. Comments, order and"
            + " anchors stay. The alias itself stays too, until the next apply.",
        "netalias forget eth0:0");
    spec.addPositional(Model.words(0, 1, "NAME", "the aliases"));
  }

  @Override
  public int run(Invocation call) {
    AliasView view = call.netAlias().view();
    return Saved.write(
        call,
        state -> {
          for (AliasName name : names(Model.words(call.words(), 0))) {
            state.forget(name, view.find(name.toString()).map(Alias::address).orElse(null));
          }
        });
  }

  private static Set<AliasName> names(List<String> words) {
    Set<AliasName> names = new LinkedHashSet<>();
    words.forEach(word -> names.add(name(word)));
    return names;
  }

  private static AliasName name(String word) {
    try {
      return AliasName.parse(word);
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), "netalias forget eth0:0");
    }
  }
}
