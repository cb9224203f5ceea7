package dev.netalias.cli.command;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.words.AddressWord;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Words;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias set}: gives another address. */
final class SetCommand extends Changing {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Gives an alias or a device another address.",
        "An alias keeps its name, its place and its state; of a device the new address is"
            + " primary, and its aliases stay. Without LEN the prefix is one of a host.",
        "netalias set eth0:0 192.0.2.20/24",
        "netalias set eth0 192.0.2.1/24",
        "netalias set eth0 --max-slot 256");
    spec.addPositional(Model.word(0, "NAME", "an alias or a device"))
        .addPositional(Model.optionalWord(1, "ADDRESS[/LEN]", "the new address"))
        .addOption(
            Model.value("--broadcast", "ADDRESS", "the broadcast address, else the prefix's last"))
        .addOption(
            Model.value("--max-slot", "N", "bounds the slots of the device to below N, or none"));
  }

  @Override
  public Operation operation(ParseResult words) {
    String name = Model.word(words, 0);
    String address = words.matchedPositionalValue(1, null);
    String broadcast = words.matchedOptionValue("--broadcast", null);
    String bound = words.matchedOptionValue("--max-slot", null);
    if (address == null && broadcast == null && bound == null) {
      throw AliasException.usage(
          "nothing is said that " + name + " is to be set to",
          "netalias set " + name + " ADDRESS[/LEN]");
    }
    if (bound != null && name.indexOf(':') >= 0) {
      throw AliasException.usage("--max-slot is set on a device, not on an alias", "");
    }
    return new Setting(name, address, broadcast, bound == null ? null : Words.slotBound(bound));
  }

  /** What is to be set. */
  private record Setting(
      String name, @Nullable String address, @Nullable String broadcast, @Nullable Integer bound)
      implements Operation {

    @Override
    public String doing() {
      return "changing an address";
    }

    @Override
    public void apply(Draft draft) {
      if (bound != null) {
        draft.boundSlots(name, bound);
      }
      if (address == null && broadcast == null) {
        return;
      }
      Optional<Link> main = draft.view().snapshot().link(name);
      if (main.isPresent()) {
        draft.readdressMain(name, ofMain(draft, main.get()));
      } else {
        readdress(draft, draft.alias(name, null));
      }
    }

    private void readdress(Draft draft, Alias alias) {
      AliasTypes types = draft.view().types();
      Address given = broadcast == null ? null : types.parse(broadcast);
      if (address == null) {
        draft.replace(alias, alias.owned().withBroadcast(given));
      } else {
        draft.readdress(alias, prefix(types, address), given);
      }
    }

    private InterfaceAddress ofMain(Draft draft, Link main) {
      AliasTypes types = draft.view().types();
      Address given = broadcast == null ? null : types.parse(broadcast);
      if (address == null) {
        return draft
            .mainAddress(name)
            .orElseThrow(() -> AliasException.notFound(name + " has no IPv4 address", ""))
            .withBroadcast(given);
      }
      Prefix prefix = prefix(types, address);
      if (prefix.address().family() != Address.INET) {
        throw AliasException.usage(
            "the first address of a device is IPv4, and " + prefix + " is not",
            "netalias add " + name + " " + prefix);
      }
      InterfaceAddress wanted = InterfaceAddress.of(main.device(), prefix, name);
      if (given == null && main.has(Link.BROADCAST)) {
        given =
            types
                .ofFamily(Address.INET)
                .flatMap(t -> t.broadcast(prefix.address(), prefix.length()))
                .orElse(null);
      }
      return wanted.withBroadcast(given);
    }

    private static Prefix prefix(AliasTypes types, String text) {
      AddressWord word = AddressWord.parse(types, text);
      if (word.count() > 1) {
        throw AliasException.usage("'" + text + "' is more than one address", "");
      }
      int length = word.length().orElse(word.first().bits());
      return Words.asUsage(() -> new Prefix(word.first(), length));
    }
  }
}
