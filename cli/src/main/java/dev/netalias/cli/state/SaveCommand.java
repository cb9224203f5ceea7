package dev.netalias.cli.state;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.CutOff;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Named;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias save}: what is there, put into the desired state. */
public final class SaveCommand implements Command {
  /** The command. */
  public SaveCommand() {}

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Puts aliases as they are now into the desired state.",
        "Into /etc/netalias/aliases.yaml; one that is said already is changed where it is said."
            + " Comments, order and anchors stay. Without names all that netalias made are saved;"
            + " the name of a device saves all of its aliases.",
        "netalias save eth0:0",
        "netalias save");
    spec.addPositional(Model.words(0, 0, "NAME", "aliases or devices; none for all of netalias's"));
  }

  @Override
  public int run(Invocation call) {
    CutOff.refuse(call.netAlias());
    AliasView view = call.netAlias().view();
    List<Alias> wanted =
        wanted(view, new Draft(call.netAlias().kernel(), view), Model.words(call.words(), 0));
    return Saved.write(call, state -> state.save(view, wanted));
  }

  private static List<Alias> wanted(AliasView view, Draft draft, List<String> words) {
    if (words.isEmpty()) {
      return view.aliases().stream().filter(Alias::isManaged).toList();
    }
    Set<Alias> wanted = new LinkedHashSet<>();
    for (Named name : Named.all(words)) {
      if (name.isDevice(draft)) {
        view.block(name.name()).ifPresent(block -> wanted.addAll(block.aliases()));
      } else {
        wanted.add(name.alias(draft, "netalias save %s"));
      }
    }
    return List.copyOf(wanted);
  }
}
