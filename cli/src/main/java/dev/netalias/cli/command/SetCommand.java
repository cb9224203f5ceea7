package dev.netalias.cli.command;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.words.AddressWord;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Named;
import dev.netalias.cli.words.Words;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.List;
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
        "netalias set eth0:0 --gateway 192.0.2.254",
        "netalias set eth0:0 --gateway none",
        "netalias set eth0 --max-slot 256");
    spec.addPositional(Model.word(0, "NAME", "an alias or a device"))
        .addPositional(Model.optionalWord(1, "ADDRESS[/LEN]", "the new address"))
        .addPositional(
            Model.optionalWord(
                2,
                "NEW[/LEN]",
                "the new address, where several have the name: the present one is before it"))
        .addOption(
            Model.value("--broadcast", "ADDRESS", "the broadcast address, else the prefix's last"))
        .addOption(
            Model.value("--max-slot", "N", "bounds the slots of the device to below N, or none"));
    EgressWords.describeChange(spec);
    Cutting.describe(spec);
    Manners.describe(spec);
  }

  @Override
  public Operation operation(ParseResult words) {
    String name = Model.word(words, 0);
    String first = words.matchedPositionalValue(1, null);
    String second = words.matchedPositionalValue(2, null);
    String address = second == null ? first : second;
    String broadcast = words.matchedOptionValue("--broadcast", null);
    String bound = words.matchedOptionValue("--max-slot", null);
    EgressWords egress = EgressWords.of(words);
    if (address == null && broadcast == null && bound == null && egress.isEmpty()) {
      throw AliasException.usage(
          "nothing is said that " + name + " is to be set to",
          "netalias set " + name + " ADDRESS[/LEN]");
    }
    if (bound != null && name.indexOf(':') >= 0) {
      throw AliasException.usage(
          "--max-slot is set on a device, not on an alias",
          "netalias set " + name.substring(0, name.indexOf(':')) + " --max-slot " + bound);
    }
    return new Setting(
        new Named(name, second == null ? null : which(first)),
        address,
        broadcast,
        bound == null ? null : Words.slotBound(bound),
        egress,
        Manners.of(words));
  }

  private static Address which(String present) {
    Address which = Named.address(present);
    if (which == null) {
      throw AliasException.usage(
          "'" + present + "' is not an address: which of several has the name?",
          "netalias set NAME ADDRESS NEW[/LEN]");
    }
    return which;
  }

  /** What is to be set. */
  private record Setting(
      Named named,
      @Nullable String address,
      @Nullable String broadcast,
      @Nullable Integer bound,
      EgressWords egress,
      Manners manners)
      implements Operation {

    @Override
    public String doing() {
      return address == null && broadcast == null && egress.isEmpty()
          ? "bounding the slots of a device"
          : "changing an address";
    }

    @Override
    public List<AddressWord> openings() {
      return address == null ? List.of() : List.of(AddressWord.parse(AliasTypes.known(), address));
    }

    @Override
    public boolean readdresses() {
      return address != null && bound == null && egress.isEmpty() && named.name().indexOf(':') >= 0;
    }

    @Override
    public void apply(Draft draft) {
      if (bound != null) {
        draft.boundSlots(named.name(), bound);
      }
      if (address == null && broadcast == null && egress.isEmpty()) {
        return;
      }
      Optional<Link> main = draft.view().snapshot().link(named.name());
      if (main.isPresent() && named.which() == null) {
        if (!egress.isEmpty()) {
          throw AliasException.usage(
              "a gateway or a preferred source is an alias's, and %s is a device"
                  .formatted(named.name()),
              "ip route replace default via G dev " + named.name());
        }
        draft.readdressMain(named.name(), ofMain(draft, main.get()));
      } else {
        change(draft, named.alias(draft, "netalias set %s ADDRESS[/LEN]"));
      }
    }

    private void change(Draft draft, Alias alias) {
      if (egress.isEmpty()) {
        readdress(draft, alias);
        return;
      }
      Egress wanted = egress.change(draft.view().types(), draft.egress(alias));
      Alias changed = alias;
      if (address != null || broadcast != null) {
        draft.steer(alias, Egress.USUAL); // or the old gateway would have to fit the new address
        readdress(draft, alias);
        changed = draft.alias(alias.name());
      }
      draft.steer(changed, wanted);
    }

    private void readdress(Draft draft, Alias alias) {
      AliasTypes types = draft.view().types();
      if (address == null) {
        Address given = AddressWord.broadcast(types, broadcast, alias.address());
        draft.replace(alias, alias.owned().withBroadcast(given));
      } else {
        Prefix wanted = prefix(types, address);
        draft.readdress(alias, wanted, AddressWord.broadcast(types, broadcast, wanted.address()));
      }
    }

    private InterfaceAddress ofMain(Draft draft, Link main) {
      AliasTypes types = draft.view().types();
      if (address == null) {
        InterfaceAddress own =
            draft
                .mainAddress(main.name())
                .orElseThrow(() ->
                    AliasException.notFound(
                        main.name() + " has no IPv4 address",
                        "netalias set " + main.name() + " ADDRESS[/LEN]"));
        return own.withBroadcast(AddressWord.broadcast(types, broadcast, own.local()));
      }
      Prefix prefix = prefix(types, address);
      if (prefix.address().family() != Address.INET) {
        throw AliasException.usage(
            "the first address of a device is IPv4, and " + prefix + " is not",
            "netalias add " + main.name() + " " + prefix);
      }
      InterfaceAddress wanted = InterfaceAddress.of(main.device(), prefix, main.name());
      Address given = AddressWord.broadcast(types, broadcast, prefix.address());
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
        throw AliasException.usage(
            "'" + text + "' is more than one address", "netalias set gives one");
      }
      return word.prefix();
    }
  }
}
