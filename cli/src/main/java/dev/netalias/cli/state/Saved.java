package dev.netalias.cli.state;

import dev.netalias.Step;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.StateJson;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.run.Changer;
import dev.netalias.cli.run.Exempt;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.kernel.Plan;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.MistakeException;
import dev.netalias.plan.Reconciliation;
import dev.netalias.plan.Said;
import dev.netalias.probe.Announcement;
import dev.netalias.probe.Timing;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What of the aliases is saved, and the saving of some. */
public final class Saved {
  private Saved() {}

  /**
   * Which aliases the desired state says; none, with a warning, where it can't be read. It is read
   * at the first question.
   */
  public static Predicate<Alias> of(Invocation call) {
    Optional<Path> folder = Folders.perhaps(call);
    if (folder.isEmpty()) {
      return alias -> false;
    }
    try {
      AliasFiles files = AliasFiles.folder(folder.get());
      Said said = new Said(files.desired(Wanted.types(call)));
      return alias -> said.of(alias).isPresent();
    } catch (NoSuchFileException none) {
      return alias -> false;
    } catch (IOException | MistakeException | AliasException wrong) {
      call.output().warn("warning", "what is saved is not known: " + wrong.getMessage());
      return alias -> false;
    }
  }

  /** Saves what a change makes, as part of it: where that fails the change is taken back. */
  public static Step step(
      Invocation call, String device, Function<AliasTypes, List<DesiredAlias>> made) {
    Folders.desired(call); // refused where there is none
    return new Saves(call, List.of(new Saves.Made(device, made)));
  }

  /**
   * The steps of several changes that are one: what they save is saved at once, behind the rest.
   */
  public static List<Step> together(List<Step> steps) {
    return Saves.together(steps);
  }

  /**
   * Puts what was read elsewhere into the desired state; aliases without a name by their address.
   *
   * @return the exit code
   */
  public static int all(Invocation call, Desired desired) {
    return write(
        call,
        state ->
            desired
                .devices()
                .forEach(
                    device -> device.aliases().forEach(one -> state.save(device.name(), one))));
  }

  /**
   * What is saved, or the last confirmed state where nobody confirmed that; empty where nothing is.
   */
  public static Optional<Desired> state(Invocation call) {
    Optional<Path> folder = Folders.perhaps(call);
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      AliasFiles files = AliasFiles.folder(folder.get());
      AliasTypes types = Wanted.types(call);
      Optional<History> rejected =
          History.of(call)
              .filter(h -> Rejected.is(h, files) || Pending.ifReadable(h, told -> {}).isPresent());
      return Optional.of(
          rejected.map(h -> h.desired(types, h.last())).orElseGet(() -> files.desired(types)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException why) {
      throw AliasFiles.unreadable(why);
    }
  }

  /**
   * The same for devices that are to be opened in any case: empty, with a warning, where it can't
   * be read or says something twice.
   */
  public static Optional<Desired> toBringBack(Invocation call) {
    try {
      Optional<Desired> saved = state(call);
      saved.ifPresent(all -> new Reconciliation(all, Desired.NOTHING, Boot.CHOICE));
      return saved;
    } catch (MistakeException | AliasException wrong) {
      call.output().warn("warning", "what is saved is not brought back: " + wrong.getMessage());
      return Optional.empty();
    }
  }

  /** Makes what is saved for one device; empty where that is nothing. */
  static Optional<Plan> bringBack(Invocation call, String device) {
    Optional<Desired> saved = state(call).map(all -> all.only(device));
    if (saved.isEmpty() || saved.get().devices().isEmpty()) {
      return Optional.empty();
    }
    Reconciliation way = new Reconciliation(saved.get(), Desired.NOTHING, Boot.CHOICE);
    Manners usual = new Manners(Timing.QUICK, Announcement.ONCE, true);
    Applying.Aim aim =
        new Applying.Aim(Wanted.types(call), last -> way, saved.get(), "watch " + device, usual);
    Exempt exempt = Wanted.exempt(saved.get());
    return Optional.of(
        new Changer(call, exempt).commit(new Applying(aim, Optional.empty(), List.of(), true)));
  }

  static int write(Invocation call, Consumer<StateFiles> changes) {
    boolean dry = call.globals().dryRun();
    List<String> told;
    try (Durable.Lock alone = dry ? Durable.Lock.NONE : Durable.lock(Folders.desired(call))) {
      StateFiles state = StateFiles.of(call);
      changes.accept(state);
      told = state.told();
      if (!dry) {
        state.write();
      }
    }
    Output output = call.output();
    if (output.isJson()) {
      Json.print(output.out(), StateJson.Edited.class, new StateJson.Edited(dry, told));
    } else if (told.isEmpty()) {
      output.out().println("nothing to do");
    } else if (!output.quiet()) {
      told.forEach(line -> output.out().println((dry ? "# " : "") + Visible.of(line)));
    }
    return 0;
  }
}
