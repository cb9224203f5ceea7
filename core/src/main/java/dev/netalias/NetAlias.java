package dev.netalias;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasType;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.Events;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.KernelProvider;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Part.UnreadException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.Plan.Unfinished;
import dev.netalias.kernel.Snapshot;
import dev.netalias.net.Prefix;
import dev.netalias.plan.journal.Recovery;
import dev.netalias.plan.journal.Restoration;
import dev.netalias.probe.Announcement;
import dev.netalias.probe.Timing;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * IP aliases of one host: what a program embeds.
 *
 * <p>Every change is a plan: {@link #plan} computes one and changes nothing, {@link #run} computes
 * and commits it, all or nothing, and reads back what came of it. The other operations are short
 * forms of {@code run} that ask no neighbour: {@link #careful} does. May be used by several
 * threads.
 */
public final class NetAlias implements AutoCloseable {
  private final Kernel kernel;
  private volatile AliasTypes types;

  private NetAlias(Kernel kernel, AliasTypes types) {
    this.kernel = kernel;
    this.types = types;
  }

  /**
   * This machine's own network: the caller's network namespace.
   *
   * @throws AliasException where no kernel is found
   */
  public static NetAlias open() {
    return over(findKernel(null));
  }

  /** A network namespace by the name that {@code ip netns} gives it, or by its path. */
  public static NetAlias inNamespace(String namespace) {
    return over(findKernel(namespace));
  }

  /** Any kernel; closed with this object. */
  public static NetAlias over(Kernel kernel) {
    return new NetAlias(kernel, AliasTypes.known());
  }

  private static Kernel findKernel(@Nullable String namespace) {
    for (KernelProvider provider : ServiceLoader.load(KernelProvider.class)) {
      if (provider.isAvailable()) {
        return provider.open(namespace);
      }
    }
    throw AliasException.notFound(
        "no kernel is found that netalias can speak to", "on Linux: the module dev.netalias.linux");
  }

  /** The kernel that is spoken to. */
  public Kernel kernel() {
    return kernel;
  }

  /** Adds an alias type to those that are known, for this object. */
  public void know(AliasType type) {
    types = types.with(type);
  }

  // Reading

  /** All that is there: chain, aliases, types, drift; counters too where the kernel has them. */
  public AliasView view() {
    return view(kernel);
  }

  /**
   * All that is there in another network namespace.
   *
   * @param namespace as {@code ip netns} names it, or its path
   * @throws KernelException where it can't be entered
   */
  public AliasView viewElsewhere(String namespace) {
    return view(kernel.elsewhere(namespace));
  }

  private AliasView view(Kernel of) {
    Set<Part> parts = EnumSet.of(Part.ADDRESSES, Part.ALIAS_ROUTES, Part.RULES, Part.COUNTERS);
    return AliasView.of(of, of.snapshot(parts), types);
  }

  /** The aliases of all devices, in the order of the chain. */
  public List<Alias> list() {
    return view().aliases();
  }

  /**
   * The alias of a name.
   *
   * @throws AliasException where there is none, or where several have the name
   */
  public Alias show(String name) {
    return new Draft(kernel, view()).alias(name);
  }

  /** What happens to addresses, routes and devices from now on, whoever makes it happen. */
  public Events watch() {
    return kernel.events();
  }

  // Changing

  /**
   * The commit of a process that was killed before it had made all of it; nothing can be changed
   * until {@link #recover} has brought it to an end.
   */
  public Optional<Unfinished> unfinished() {
    return kernel.unfinished();
  }

  /** The plan by which {@link #recover} would lead to an end; nothing is changed. */
  public Plan recoveryPlan(Unfinished unfinished, Recovery.End end) {
    return new Recovery(unfinished).plan(kernel, end);
  }

  /** How many of the things that an unfinished commit is about are done. */
  public int done(Unfinished unfinished) {
    return new Recovery(unfinished).done(kernel);
  }

  /** How many things an unfinished commit is about. */
  public int total(Unfinished unfinished) {
    return new Recovery(unfinished).total();
  }

  /**
   * Brings the unfinished commit, if there is one, to an end, and reads back whether that is
   * reached. Safe to be called again where it is itself cut off.
   *
   * @return what was done for that
   * @throws AliasException where that end can't be reached; the commit is unfinished still
   */
  public Plan recover(Recovery.End end, Kernel.Progress progress) {
    Optional<Unfinished.Held> left = kernel.hold();
    if (left.isEmpty()) {
      return Plan.of();
    }
    try (Unfinished.Held held = left.get()) {
      Recovery.Outcome outcome = new Recovery(held.unfinished()).run(kernel, held, end, progress);
      if (!outcome.left().isEmpty()) {
        throw unreached(
            held.unfinished(),
            end == Recovery.End.UNDONE ? "undone" : "finished",
            outcome,
            "mend that and say netalias recover again, or leave all as it is: netalias recover"
                + " --keep");
      }
      return outcome.made();
    }
  }

  /** The plan by which {@link #takeBack} would lead back; nothing is changed. */
  public Plan takingBack(Unfinished commit) {
    return Recovery.ofStanding(commit).plan(kernel, Recovery.End.UNDONE);
  }

  /**
   * Takes back a commit that stands: its things are as before it, and others as they are now. What
   * can be is taken back, also where something can't.
   *
   * @param conduct what goes before and after; {@code after} also where nothing was to be done
   * @return what was done
   * @throws AliasException where something can't be taken back
   */
  public Plan takeBack(Unfinished commit, Conduct conduct) {
    while (true) {
      Optional<Runnable> first;
      Recovery.Outcome outcome = Recovery.Outcome.NONE;
      try (Unfinished.Held held = kernel.hold(commit)) {
        Recovery recovery = Recovery.ofStanding(commit);
        Plan foreseen = recovery.plan(kernel, Recovery.End.UNDONE);
        first = first(conduct, foreseen, kernel.snapshot(EnumSet.of(Part.ADDRESSES)));
        if (first.isEmpty()) {
          outcome = recovery.run(kernel, held, Recovery.End.UNDONE, conduct.progress());
          if (outcome.left().isEmpty()) {
            after(conduct, outcome.made());
          }
        }
      }
      if (first.isEmpty()) {
        done(conduct, outcome.made());
        if (!outcome.left().isEmpty()) {
          throw unreached(
              commit,
              "taken back",
              outcome,
              "what can be is; mend that and say netalias rollback again, or keep it: netalias"
                  + " confirm");
        }
        return outcome.made();
      }
      first.get().run();
    }
  }

  private static AliasException unreached(
      Unfinished it, String end, Recovery.Outcome outcome, String hint) {
    String why =
        outcome.refusals().isEmpty()
            ? "'" + outcome.left().getFirst().command() + "' did not last"
            : "the kernel refused '%s': %s"
                .formatted(
                    outcome.left().getFirst().command(), outcome.refusals().getFirst().reason());
    return AliasException.conflict(
        "'%s' can't be %s: %s".formatted(it.origin().command(), end, why), hint);
  }

  /** Leaves everything as an unfinished commit left it, and forgets that commit. */
  public void keepUnfinished() {
    kernel
        .hold()
        .ifPresent(held -> {
          try (held) {
            held.forget();
          }
        });
  }

  /**
   * The plan of some operations; nothing is changed.
   *
   * @param operations may be called several times, each time with a fresh draft
   */
  public Plan plan(Consumer<Draft> operations) {
    return plan(operations, Conduct.PLAIN);
  }

  /** The plan of some operations that would be conducted like this; nothing is changed. */
  public Plan plan(Consumer<Draft> operations, Conduct conduct) {
    return conduct.shaped(draft(operations).plan());
  }

  private Draft draft(Consumer<Draft> operations) {
    Set<Part> parts = EnumSet.of(Part.ADDRESSES, Part.SLOTS);
    while (true) {
      Snapshot snapshot = kernel.snapshot(parts);
      try {
        Draft draft = draft(operations, snapshot);
        // Local routes matter only where a device loses its last address.
        if (!draft.leavesNoAddress() || !parts.add(Part.LOCAL_ROUTES)) {
          return draft;
        }
      } catch (UnreadException wanted) {
        if (!parts.addAll(wanted.parts())) {
          throw wanted;
        }
        if (wanted.parts().contains(Part.ROUTES) || wanted.parts().contains(Part.RULES)) {
          parts.addAll(
              EnumSet.of(
                  Part.ROUTES, Part.NEIGHBOURS, Part.RULES)); // who asks for one asks for all
        }
      } catch (AliasException refused) {
        if (snapshot.hasAliasRoutes() || !parts.add(Part.ALIAS_ROUTES)) {
          throw refused; // a narrow reading allows, and never refuses
        }
      }
    }
  }

  private Draft draft(Consumer<Draft> operations, Snapshot snapshot) {
    AliasView view = AliasView.of(kernel, snapshot, types);
    Draft draft = new Draft(kernel, view);
    operations.accept(draft);
    return draft;
  }

  /** {@link #run(Consumer, Conduct)}: the commit, and nothing besides. */
  public Plan run(Consumer<Draft> operations) {
    return run(operations, Conduct.PLAIN);
  }

  /**
   * Reads, plans, commits all or nothing, and, where the kernel may have done more than it was
   * asked, reads back and verifies; other netalias processes of this namespace wait meanwhile.
   *
   * @param operations may be called several times, each time with a fresh draft
   * @param conduct what goes before and after the commit
   * @return what was done
   * @throws AliasException where an operation is refused, or the kernel did not do what it was
   *     asked
   * @throws KernelException where the kernel refuses a change; nothing is changed then
   */
  public Plan run(Consumer<Draft> operations, Conduct conduct) {
    while (true) {
      Optional<Runnable> first;
      Plan plan;
      try (Kernel.Exclusive alone = kernel.exclusive()) {
        Draft draft = draft(operations);
        plan = conduct.shaped(draft.plan());
        first = plan.isEmpty() ? Optional.empty() : first(conduct, plan, draft);
        if (first.isEmpty()) {
          commit(draft, plan, conduct);
        }
      }
      if (first.isEmpty()) {
        if (!plan.isEmpty()) {
          done(conduct, plan);
        }
        return plan;
      }
      first.get().run();
    }
  }

  /**
   * What steps want to have done before some operations are committed; nothing is changed.
   *
   * @return empty where they want nothing, or nothing more
   * @throws AliasException where an operation or a step refuses
   */
  public Optional<Runnable> first(Consumer<Draft> operations, Conduct conduct) {
    Draft draft = draft(operations);
    Plan plan = conduct.shaped(draft.plan());
    return plan.isEmpty() ? Optional.empty() : first(conduct, plan, draft);
  }

  private static Optional<Runnable> first(Conduct conduct, Plan plan, Draft draft) {
    return first(conduct, plan, draft.view().snapshot());
  }

  private static Optional<Runnable> first(Conduct conduct, Plan plan, Snapshot now) {
    return conduct.steps().stream().flatMap(step -> step.before(plan, now).stream()).findFirst();
  }

  private void commit(Draft draft, Plan plan, Conduct conduct) {
    if (plan.isEmpty()) {
      return;
    }
    Plan whole =
        plan.with(conduct.steps().stream().flatMap(step -> step.papers(plan).stream()).toList());
    kernel.commit(whole, conduct.progress());
    try {
      if (plan.mayTakeAlong()) {
        Set<Part> addresses = EnumSet.of(Part.ADDRESSES);
        Verification.of(plan, draft.named(), kernel.snapshot(addresses).addresses()).settle(kernel);
      }
      after(conduct, plan);
    } catch (RuntimeException | Error failure) {
      takeBack(whole, draft.view().snapshot(), failure);
      throw failure;
    }
  }

  private static void after(Conduct conduct, Plan plan) {
    conduct.steps().forEach(step -> step.after(plan));
  }

  private static void done(Conduct conduct, Plan plan) {
    conduct.steps().forEach(step -> step.done(plan));
  }

  /** Undoes what was committed, then whatever else isn't as before: of what is known of that. */
  private void takeBack(Plan plan, Snapshot before, Throwable failure) {
    try {
      kernel.commit(plan.inverse());
      boolean more = plan.mayTakeAlong();
      for (int i = 0; more && i < Restoration.MOST; i++) {
        Restoration left = new Restoration(before, kernel.snapshot(before.parts()));
        kernel.commit(new Plan(left.changes())); // which can itself take something along
        more = !left.changes().isEmpty();
      }
    } catch (KernelException notEvenThat) {
      failure.addSuppressed(notEvenThat);
    }
  }

  /**
   * How a careful administrator conducts a change: the neighbours are asked whether somebody has an
   * address before it opens, and told once it has; what the commands do unless they are told
   * otherwise. It is for one change.
   */
  public Conduct careful() {
    Talk talk = Talk.quiet();
    return Conduct.PLAIN
        .with(new Probing(kernel, Timing.QUICK, talk))
        .with(new Announcing(kernel, Announcement.ONCE, talk));
  }

  /**
   * Adds an alias, {@code ip addr add ADDRESS dev eth0 label eth0:0}.
   *
   * @param name {@code eth0:0}, or {@code eth0} for the lowest free slot
   * @param address {@code ADDRESS} or {@code ADDRESS/LENGTH}; a host prefix without a length
   * @return the name
   */
  public String add(String name, String address) {
    String[] added = new String[1];
    run(draft -> added[0] = draft.create(Creation.parse(draft.view().types(), name, address)));
    return added[0];
  }

  /**
   * Deletes an alias, {@code ip addr del}; refused where it has established connections. {@link
   * #run(Consumer)} cuts them.
   */
  public void remove(String name) {
    run(draft -> draft.deleteAll(draft.allOf(name)), guarded());
  }

  private Conduct guarded() {
    return Conduct.PLAIN.with(new Guard(kernel, Guard.Consent.REFUSING, () -> null));
  }

  /**
   * Re-addresses an alias: it keeps its name, its place and its state. Refused as {@link #remove}
   * is.
   */
  public void set(String name, String address) {
    run(
        draft -> {
          Creation wanted = Creation.parse(draft.view().types(), name, address);
          int length = wanted.prefixLength().orElse(wanted.address().bits());
          draft.readdress(draft.alias(name, null), new Prefix(wanted.address(), length), null);
        },
        guarded());
  }

  /** Opens an alias that was closed. */
  public void open(String name) {
    run(draft -> draft.open(draft.alias(name, null)));
  }

  /** Closes an alias and keeps it; refused as {@link #remove} is. */
  public void close(String name) {
    run(draft -> draft.close(draft.alias(name, null)), guarded());
  }

  /** Hands an alias that is a device to another network namespace, {@code ip link set … netns}. */
  public void move(String name, String namespace) {
    run(draft -> draft.move(draft.alias(name, null), namespace));
  }

  @Override
  public void close() {
    kernel.close();
  }
}
