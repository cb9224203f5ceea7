package dev.netalias.cli.run;

import dev.netalias.Step;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.words.AddressWord;
import java.util.List;

/** What a changing command does to a draft. */
public interface Operation {
  /** In words, as the beginning of "… needs CAP_NET_ADMIN". */
  String doing();

  /** Adds its changes; may be called again on another draft. */
  void apply(Draft draft);

  /** How it opens addresses towards the neighbours. */
  default Manners manners() {
    return Manners.NONE;
  }

  /** The addresses that it may open, once it has been applied. */
  default List<AddressWord> openings() {
    return List.of();
  }

  /** The same, where what it does depends on more than its words. */
  default Operation in(Invocation call) {
    return this;
  }

  /** What is to be known of what it makes, once it has been applied. */
  default List<Output.Note> notes() {
    return List.of();
  }

  /** Names of what it made, once it has been applied; those are printed. */
  default List<String> made() {
    return List.of();
  }

  /** Whether all it does is to give an alias another address, so that several can go together. */
  default boolean readdresses() {
    return false;
  }

  /** Whether it cuts established connections without asking, as the originals do. */
  default boolean mayCut() {
    return false;
  }

  /** Whether what it makes is put into the desired state too. */
  default boolean saves() {
    return false;
  }

  /** What goes before and after its commit, in this order. */
  default List<Step> steps(Invocation call) {
    return List.of();
  }
}
