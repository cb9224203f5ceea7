package dev.netalias.cli.command;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Block;
import dev.netalias.cli.print.AliasRows;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.state.Saved;
import dev.netalias.cli.words.Model;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias list}: {@code ip addr show}, as aliases. */
final class ListCommand implements Command {
  private static final int MOST_DRIFT = 5;

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Lists the aliases of all devices, or of one.",
        "In the order of the chain: name, type, address, how it exists in the kernel, state,"
            + " packets received and sent where they are counted, who made it. What netalias"
            + " remembers and the kernel contradicts is told on standard error.",
        "netalias list",
        "netalias list eth0 -o json",
        "netalias list --state closed --prefix 192.0.2.0/24 --limit 10",
        "netalias list --all-netns --as device");
    spec.addPositional(Model.optionalWord(0, "DEV", "the device whose aliases are listed"))
        .addOption(Model.value("--limit", "N", "lists the first N only"))
        .addOption(Model.choice("--state", "those that are open, or closed", "open", "closed"))
        .addOption(
            Model.choice("--as", "those that exist so in the kernel", "label", "route", "device"))
        .addOption(Model.value("--prefix", "PREFIX", "those with an address in this prefix"))
        .addOption(
            Model.flag(
                "--all-netns",
                "those of every network namespace that has a name or processes, each with where it"
                    + " is (netns in JSON)"));
  }

  @Override
  public int run(Invocation call) {
    Filter filter = Filter.of(call.words());
    if (Model.has(call.words(), "--all-netns")) {
      new Everywhere(call, Model.word(call.words(), 0))
          .list(all -> all.filter(placed -> filter.fits(placed.alias())).limit(filter.limit));
      return 0;
    }
    AliasView view = call.netAlias().view();
    Output output = call.output();
    List<Alias> aliases = aliases(view, Model.word(call.words(), 0));
    Supplier<Stream<Alias>> wanted = () -> filter.of(aliases);
    switch (output.format()) {
      case TABLE -> AliasRows.table(output, view.types(), wanted);
      case JSON -> Json.aliases(output.out(), view, new Json.Listed(wanted.get(), Saved.of(call)));
      case COMMANDS -> AliasRows.commands(output.out(), view, wanted.get());
    }
    drift(output, view.drift());
    return 0;
  }

  /** After a crash there can be thousands, and the first few say what there is to say. */
  static void drift(Output output, List<String> lines) {
    lines.stream().limit(MOST_DRIFT).forEach(line -> output.warn("drift", line));
    if (lines.size() > MOST_DRIFT) {
      output.warn("drift", "and %d more".formatted(lines.size() - MOST_DRIFT));
    }
  }

  private static List<Alias> aliases(AliasView view, String main) {
    return main.isEmpty()
        ? view.aliases()
        : view.block(main).map(Block::aliases).orElseThrow(() -> noDevice(view, main));
  }

  /**
   * Which aliases are listed.
   *
   * @param limit how many at most
   * @param state {@code open} or {@code closed}, null for both
   * @param realisation its word, null for all
   * @param prefix where the address is in, null for anywhere
   */
  private record Filter(
      long limit, @Nullable String state, @Nullable String realisation, @Nullable Prefix prefix) {

    static Filter of(ParseResult words) {
      return new Filter(
          limit(words.matchedOptionValue("--limit", null)),
          Model.oneOf(words, "--state", "open", "closed"),
          Model.oneOf(words, "--as", "label", "route", "device"),
          prefix(words.matchedOptionValue("--prefix", null)));
    }

    private static long limit(@Nullable String text) {
      if (text == null) {
        return Long.MAX_VALUE;
      }
      if (!text.matches("\\d{1,18}")) {
        throw AliasException.usage(
            "'" + text + "' is no number of aliases", "--limit takes a number from 0");
      }
      return Long.parseLong(text);
    }

    private static @Nullable Prefix prefix(@Nullable String text) {
      try {
        return text == null ? null : Prefix.parse(text);
      } catch (FormatException wrong) {
        throw AliasException.usage(
            String.valueOf(wrong.getMessage()), "--prefix takes one such as 192.0.2.0/24");
      }
    }

    Stream<Alias> of(List<Alias> aliases) {
      return aliases.stream().filter(this::fits).limit(limit);
    }

    boolean fits(Alias a) {
      return (state == null || a.isOpen() == state.equals("open"))
          && (realisation == null || a.realisation().text().equals(realisation))
          && (prefix == null || prefix.contains(a.address()));
    }
  }

  private static AliasException noDevice(AliasView view, String main) {
    String devices = String.join(", ", view.blocks().stream().map(b -> b.main().name()).toList());
    return AliasException.notFound(
        "there is no device '" + main + "'",
        view.find(main).isPresent() ? "netalias show " + main : "devices: " + devices);
  }
}
