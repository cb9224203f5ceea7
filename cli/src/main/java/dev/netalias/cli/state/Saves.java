package dev.netalias.cli.state;

import dev.netalias.Step;
import dev.netalias.alias.AliasTypes;
import dev.netalias.cli.run.Invocation;
import dev.netalias.kernel.Plan;
import dev.netalias.plan.DesiredAlias;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Saves what a commit made, as part of it: the files are read and written once, and where that
 * fails they are as they were and the commit is taken back. So there is one for a commit, behind
 * all that may fail.
 */
final class Saves implements Step {
  private final Invocation call;
  private final List<Made> all;

  /** What one operation makes on a device, once it is made. */
  record Made(String device, Function<AliasTypes, List<DesiredAlias>> aliases) {}

  private record Name(String device, @Nullable String tag) {}

  Saves(Invocation call, List<Made> all) {
    this.call = call;
    this.all = all;
  }

  static List<Step> together(List<Step> steps) {
    List<Step> together = new ArrayList<>();
    List<Made> all = new ArrayList<>();
    Invocation call = null;
    for (Step step : steps) {
      if (step instanceof Saves saves) {
        call = saves.call;
        all.addAll(saves.all);
      } else {
        together.add(step);
      }
    }
    if (call != null) {
      together.add(new Saves(call, all));
    }
    return together;
  }

  @Override
  public void after(Plan plan) {
    try (Durable.Lock alone = Durable.lock(Folders.desired(call))) {
      StateFiles state = StateFiles.of(call);
      last(Wanted.types(call)).forEach((name, alias) -> state.save(name.device, alias));
      state.write();
    }
  }

  /** What was made last under each name. */
  private Map<Name, DesiredAlias> last(AliasTypes types) {
    Map<Name, DesiredAlias> last = new LinkedHashMap<>();
    for (Made made : all) {
      for (DesiredAlias alias : made.aliases.apply(types)) {
        last.put(new Name(made.device, alias.tag()), alias);
      }
    }
    return last;
  }
}
