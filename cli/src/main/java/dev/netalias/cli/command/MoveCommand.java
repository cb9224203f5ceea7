package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Named;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias move}: {@code ip link set dev DEVICE netns NETNS}. */
final class MoveCommand extends Changing {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Hands aliases that are devices to another network namespace.",
        "Such an alias (add --as device) keeps its name, its MAC address, its addresses, its"
            + " settings and its state there; routes through it go. netalias --netns NETNS list"
            + " shows it there, and netalias --netns NETNS move brings it back.",
        "netalias add eth0:vm 192.0.2.12/24 --as device",
        "netalias move eth0:vm --to box",
        "netalias --netns box move eth0:vm --to /proc/1/ns/net");
    spec.addPositional(Model.words(0, 1, "ALIAS", "an alias that is a device"))
        .addOption(
            Model.value(
                "--to", "NETNS", "a name that ip netns list shows, or a path: /proc/PID/ns/net"));
    Cutting.describe(spec);
  }

  @Override
  public Operation operation(ParseResult words) {
    String to = words.matchedOptionValue("--to", null);
    if (to == null || to.isBlank()) {
      throw AliasException.usage(
          "it is not said where to", "netalias move ALIAS --to NETNS; ip netns list shows some");
    }
    return new Moving(Named.all(Model.words(words, 0)), to);
  }

  /** Aliases that are to go. */
  private record Moving(List<Named> all, String to) implements Operation {
    @Override
    public String doing() {
      return "moving a device to another network namespace";
    }

    @Override
    public void apply(Draft draft) {
      all.forEach(named ->
          draft.move(
              named.alias(draft, "ip link set dev %s netns NETNS moves a device whole"), to));
    }
  }
}
