package dev.netalias.cli.command;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Block;
import dev.netalias.cli.print.AliasRows;
import dev.netalias.cli.print.AliasRows.Placed;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.state.Saved;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.state.Namespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The aliases of every network namespace that can be found. What can't be looked at is told. */
final class Everywhere {
  private final Invocation call;
  private final Output output;
  private final List<Place> places = new ArrayList<>();

  /**
   * One network namespace.
   *
   * @param name null where there is one network and no other
   * @param own whether it is the one that the command is about
   */
  private record Place(@Nullable String name, boolean own, AliasView view, List<Block> blocks) {
    Stream<Placed> aliases() {
      return blocks.stream().map(Block::aliases).flatMap(this::placed);
    }

    private Stream<Placed> placed(List<Alias> aliases) {
      return aliases.stream().map(alias -> new Placed(name, own, view, alias));
    }
  }

  /**
   * Reads all of them.
   *
   * @param main the main device whose aliases are wanted, empty for all
   */
  Everywhere(Invocation call, String main) {
    this.call = call;
    output = call.output();
    Namespaces all = call.netAlias().kernel().namespaces();
    List<String> found = all.found();
    add(found.isEmpty() ? null : found.getFirst(), true, call.netAlias().view(), main);
    for (String name : found.subList(Math.min(1, found.size()), found.size())) {
      try {
        add(name, false, call.netAlias().viewElsewhere(name), main);
      } catch (KernelException refused) {
        if (refused.errno() != KernelException.ENOENT) { // its last process ended meanwhile
          output.warn(
              "unreadable", "'%s' can't be looked at: %s".formatted(name, refused.reason()));
        }
      }
    }
    all.unreadable().forEach(line -> output.warn("unreadable", line));
    if (!main.isEmpty() && places.stream().allMatch(place -> place.blocks.isEmpty())) {
      throw AliasException.notFound(
          "there is no device '" + main + "' in any network namespace that can be looked at",
          "netalias list --all-netns shows the aliases of all");
    }
  }

  private void add(@Nullable String name, boolean own, AliasView view, String main) {
    List<Block> blocks =
        view.blocks().stream()
            .filter(block -> main.isEmpty() || block.main().name().equals(main))
            .toList();
    places.add(new Place(name, own, view, blocks));
  }

  /** Lists those that pass. */
  void list(UnaryOperator<Stream<Placed>> filter) {
    Supplier<Stream<Placed>> wanted = () -> filter.apply(places.stream().flatMap(Place::aliases));
    switch (output.format()) {
      case TABLE -> AliasRows.tableOfAll(output, wanted);
      case JSON -> Json.placed(output.out(), Saved.of(call), wanted.get());
      case COMMANDS -> AliasRows.commandsOfAll(output.out(), wanted.get());
    }
    for (Place place : places) {
      String before = place.name == null ? "" : place.name + ": ";
      ListCommand.drift(output, place.view.drift().stream().map(line -> before + line).toList());
    }
  }
}
