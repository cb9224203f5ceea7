package dev.netalias.cli.run;

import dev.netalias.Conduct;
import dev.netalias.Guard;
import dev.netalias.InUseException;
import dev.netalias.Step;
import dev.netalias.Talk;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Counting;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.PlanJson;
import dev.netalias.cli.print.ProgressBar;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.words.Cutting;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.probe.Conflict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries operations out, or shows what they would do. */
public final class Changer {
  private final Invocation call;
  private final Exempt exempt;
  private @Nullable List<Step> speaking;

  public Changer(Invocation call) {
    this(call, new Exempt());
  }

  /**
   * For a batch.
   *
   * @param exempt addresses that are opened in another manner than the others
   */
  public Changer(Invocation call, Exempt exempt) {
    this.call = call;
    this.exempt = exempt;
  }

  /** Makes what is wanted, or prints the plan; prints what was made. */
  public void make(Operation wanted) {
    if (call.globals().dryRun()) {
      Plan plan = planned(wanted);
      wanted.notes().forEach(call.output()::tell);
      print(plan);
      return;
    }
    Plan plan = commit(wanted);
    wanted.notes().forEach(call.output()::tell);
    report(plan, wanted.made(), wanted.saves());
  }

  /**
   * Makes what is wanted.
   *
   * @throws AliasException where it is refused, for want of permission too
   */
  public Plan commit(Operation wanted) {
    Counted counted = new Counted(wanted);
    Duration patience = Cutting.drain(call.words());
    Draining draining = patience == null ? null : new Draining(call, patience, System::nanoTime);
    try (draining) {
      Plan plan = commit(counted, conduct(wanted, draining == null ? new Asking(call) : draining));
      counted.tell(call.output());
      return plan;
    } catch (KernelException refused) {
      if (refused.isPermission()) {
        call.netAlias().plan(wanted::apply); // what is wrong with the request itself comes first
        throw forbidden(wanted.doing(), refused);
      }
      throw refused;
    }
  }

  /**
   * Takes a commit back that stands.
   *
   * @param wanted what goes around that
   */
  public Plan takeBack(Unfinished commit, Operation wanted) {
    Conduct conduct = conduct(wanted, new Asking(call));
    try {
      return showing(bar -> call.netAlias().takeBack(commit, conduct.telling(bar)));
    } catch (KernelException refused) {
      throw refused.isPermission() ? forbidden(wanted.doing(), refused) : refused;
    }
  }

  private Plan planned(Operation wanted) {
    Counted counted = new Counted(wanted);
    Plan plan = call.netAlias().plan(counted, conduct(wanted));
    counted.tell(call.output());
    new Hints(call.netAlias().kernel(), call.output()).tell(plan);
    return plan;
  }

  private Conduct conduct(Operation wanted) {
    return conduct(wanted, new Asking(call));
  }

  /** What an operation has around its commit; the connections that it would cut come first. */
  private Conduct conduct(Operation wanted, Guard.Consent consent) {
    List<Step> all = new ArrayList<>(speaking(wanted));
    if (!wanted.mayCut() && !Cutting.isForced(call.words())) {
      all.addFirst(
          new Guard(
              call.netAlias().kernel(),
              consent,
              () -> Login.own(call.surroundings(), call.netAlias().kernel())));
    }
    if (!wanted.mayCut() && Cutting.isUnforced(call.words())) {
      all.addFirst(new Lockout(call::logins));
    }
    all.addAll(wanted.steps(call));
    all.add(new Hints(call.netAlias().kernel(), call.output()));
    return new Conduct(Kernel.Progress.NONE, all);
  }

  /** The same for all that this changes: what they have found out is found out for all. */
  private List<Step> speaking(Operation wanted) {
    if (speaking == null) {
      Set<String> said = new HashSet<>();
      Talk talk =
          new Talk(
              new SplittableRandom(),
              () -> call.interruption().check(),
              note -> {
                if (said.add(note)) {
                  call.output().warn("note", note);
                }
              });
      speaking = wanted.manners().steps(call.netAlias().kernel(), talk, exempt);
    }
    return speaking;
  }

  /** Applies what is wanted, and knows then what is to be said of counters. */
  private static final class Counted implements Consumer<Draft> {
    private final Operation wanted;
    private @Nullable Counting counting;

    Counted(Operation wanted) {
      this.wanted = wanted;
    }

    @Override
    public void accept(Draft draft) {
      wanted.apply(draft);
      counting = draft.counting();
    }

    void tell(Output output) {
      if (counting != null && !counting.note().isEmpty()) {
        output.warn("note", counting.note(), counting.hint());
      }
    }
  }

  /**
   * What of the addresses that it would open somebody has. They are asked for together, and not
   * again when it is committed.
   */
  public List<Conflict> inUse(Operation wanted) {
    Conduct conduct = new Conduct(Kernel.Progress.NONE, speaking(wanted));
    try {
      Optional<Runnable> first;
      do {
        first = call.netAlias().first(wanted::apply, conduct);
        first.ifPresent(Runnable::run);
      } while (first.isPresent());
      return List.of();
    } catch (InUseException inUse) {
      return inUse.conflicts();
    }
  }

  /** Makes what operations say, or prints the plan; prints nothing of what was made but as JSON. */
  public void change(Consumer<Draft> operations) {
    if (call.globals().dryRun()) {
      print(call.netAlias().plan(operations));
      return;
    }
    Plan made = commit(operations, Conduct.PLAIN);
    if (call.output().isJson()) {
      print(made);
    }
  }

  /** A refusal for want of permission, in the words that the commands have for it. */
  public static AliasException forbidden(String doing, KernelException refused) {
    AliasException told =
        new AliasException(
            AliasException.Kind.PERMISSION,
            doing + " needs CAP_NET_ADMIN",
            "run it with sudo, or try it in the lab: netalias lab");
    told.initCause(refused);
    return told;
  }

  private Plan commit(Consumer<Draft> operations, Conduct conduct) {
    Interruption interruption = call.interruption();
    interruption.idle(() -> Failures.print(call.output(), Failures.of(Interruption.refusal())));
    Consumer<Draft> thenUninterrupted =
        draft -> {
          operations.accept(draft);
          interruption.begin(() -> {});
        };
    return showing(bar ->
        call.netAlias().run(thenUninterrupted, conduct.telling(new Shown(interruption, bar))));
  }

  /** Does something long; how far it comes is shown where somebody looks, and wiped at its end. */
  public <T> T showing(Function<Kernel.Progress, T> work) {
    if (!call.surroundings().isErrTerminal() || call.globals().quiet()) {
      return work.apply(Kernel.Progress.NONE);
    }
    ProgressBar bar = ProgressBar.on(call.surroundings().err());
    try {
      return work.apply(bar);
    } finally {
      bar.clear();
    }
  }

  /** Shows how far a commit has come, and ends it where the user wants that. */
  private record Shown(Interruption interruption, Kernel.Progress bar) implements Kernel.Progress {
    @Override
    public void made(int done, int total) {
      interruption.check();
      bar.made(done, total);
    }

    @Override
    public void takenBack(int done, int total) {
      bar.takenBack(done, total);
    }
  }

  /**
   * Prints what was made.
   *
   * @param made names of what has come
   * @param saved whether that is in the desired state too
   */
  public void report(Plan plan, List<String> made, boolean saved) {
    Output output = call.output();
    switch (output.format()) {
      case TABLE -> {
        if (!output.quiet()) {
          output.lines(made);
        }
      }
      case COMMANDS -> print(plan);
      case JSON -> {
        if (made.isEmpty()) {
          print(plan);
        } else {
          printAliases(made, saved);
        }
      }
    }
  }

  private void printAliases(List<String> names, boolean saved) {
    AliasView view = call.netAlias().view();
    Set<String> wanted = new HashSet<>(names);
    Json.Listed listed =
        new Json.Listed(
            view.aliases().stream().filter(a -> wanted.contains(a.name())), alias -> saved);
    Json.aliases(call.output().out(), view, listed);
  }

  /** Prints a plan, in the form that was asked for. */
  public void print(Plan plan) {
    Output output = call.output();
    if (output.isJson()) {
      Json.print(output.out(), PlanJson.class, PlanJson.of(plan, call.globals().dryRun()));
    } else if (plan.isEmpty()) {
      output.out().print("nothing to do\n");
    } else {
      for (Change change : plan.changes()) {
        change
            .commands()
            .forEach(command -> {
              output.out().print(Visible.of(command));
              output.out().print('\n');
            });
      }
    }
  }
}
