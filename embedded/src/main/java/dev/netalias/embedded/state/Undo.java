package dev.netalias.embedded.state;

/** Remembers how to take back what was done, so that a commit is all or nothing. */
@FunctionalInterface
public interface Undo {
  /** For what is never taken back. */
  Undo NEVER = step -> {};

  /** Adds a step that takes back what was just done; steps run the last first. */
  void with(Runnable step);
}
