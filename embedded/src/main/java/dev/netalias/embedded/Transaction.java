package dev.netalias.embedded;

import dev.netalias.embedded.state.Interface;
import dev.netalias.embedded.state.Undo;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.Event;
import dev.netalias.net.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is being done at once: how to take it back, what is to be told of it, and whose aliases it
 * touches. Taking back restores everything as it was, order included, because each step is undone
 * in the state in which it was done.
 */
final class Transaction implements Undo {
  private final ArrayDeque<Runnable> steps = new ArrayDeque<>();
  private final List<Event> events = new ArrayList<>();
  private final Map<Interface, Set<Address>> touched = new LinkedHashMap<>();
  private final List<Runnable> afterwards = new ArrayList<>();

  @Override
  public void with(Runnable step) {
    steps.push(step);
  }

  /** Something to be told once all is done. */
  void tell(Event event) {
    events.add(event);
  }

  /** A change to be told once all is done. */
  void tell(Change change) {
    events.add(new Event.Observed(change));
  }

  /** An address comes or goes, or what is remembered of it changes. */
  void touch(Interface on, Address address) {
    touched.computeIfAbsent(on, i -> new LinkedHashSet<>()).add(address);
  }

  /** Something to do once all is done, and not at all where it is taken back. */
  void afterwards(Runnable step) {
    afterwards.add(step);
  }

  /** The addresses that were touched, by device. */
  Map<Interface, Set<Address>> touched() {
    return touched;
  }

  List<Event> events() {
    return events;
  }

  /** All is done. */
  void finish() {
    steps.clear();
    afterwards.forEach(Runnable::run);
  }

  /** Takes everything back, the last first. */
  void takeBack() {
    while (!steps.isEmpty()) {
      steps.pop().run();
    }
  }
}
