package dev.netalias.cli.command;

import dev.netalias.Step;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Counting;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.state.Saved;
import dev.netalias.cli.words.AddressWord;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Words;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.plan.Addresses;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.Manner;
import dev.netalias.plan.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias add}: {@code ip addr add ADDRESS dev DEV label DEV:TAG}. */
final class AddCommand extends Changing {
  private static final String[] AS = {"label", "route", "device"};

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Adds aliases to a device, all or none.",
        "Without TAG an alias gets the lowest free slot. Prints the name of each.",
        "netalias add eth0 192.0.2.10/24",
        "netalias add eth0:web 192.0.2.11/24 --closed",
        "netalias add eth0 192.0.2.100-192.0.2.199/24",
        "netalias add eth0 10.0.0.0-10.15.255.255 --as route",
        "netalias add eth0 198.51.100.0/24 --as route --whole",
        "netalias add eth0:vm 192.0.2.12/24 --as device --mac 02:00:00:00:00:12",
        "netalias add eth0 198.51.100.7/24 --gateway 198.51.100.1");
    spec.addPositional(Model.word(0, "DEV[:TAG]", "the device, or the whole name of the alias"))
        .addPositional(
            Model.words(1, 1, "ADDRESS", "ADDRESS[/LEN] or FIRST-LAST[/LEN]; several make several"))
        .addOption(
            Model.choice(
                "--as",
                "how the alias exists in the kernel: label (some thousands), route (millions), device",
                AS))
        .addOption(
            Model.value("--mac", "MAC", "with --as device: its address, else the kernel's choice"))
        .addOption(
            Model.choice(
                "--mode",
                "with --as device: macvlan's bridge, private, vepa, passthru; ipvlan's others",
                OwnDevices.MODES.toArray(String[]::new)))
        .addOption(Model.flag("--whole", "with --as route: one alias for a whole prefix"))
        .addOption(Model.flag("--closed", "creates it closed, whatever the device is"))
        .addOption(
            Model.value("--broadcast", "ADDRESS", "the broadcast address, else the prefix's last"))
        .addOption(
            Model.flag(
                "--allow-duplicate", "accepts an address that the device has already, once more"))
        .addOption(
            Model.value(
                "--max-slot",
                "N",
                "bounds the slots of the device to below N from now on, or none"))
        .addOption(Model.flag("--no-counters", "does not count what goes to and from it"))
        .addOption(
            Model.flag("--counters", "counts for more than 10,000 aliases in one command too"))
        .addOption(
            Model.flag("--save", "puts it into the desired state too: it comes back after a boot"));
    EgressWords.describe(spec);
    Manners.describe(spec);
  }

  @Override
  public Operation operation(ParseResult words) {
    refuseUnbuilt(words);
    String bound = words.matchedOptionValue("--max-slot", null);
    return new Adding(
        Words.Target.parse(Model.word(words, 0)),
        Model.words(words, 1),
        words.matchedOptionValue("--broadcast", null),
        Model.has(words, "--closed"),
        Model.has(words, "--allow-duplicate"),
        bound == null ? null : Words.slotBound(bound),
        new How(
            "route".equals(Model.oneOf(words, "--as", AS)),
            Model.has(words, "--whole"),
            OwnDevices.of(words),
            EgressWords.of(words),
            counting(words),
            Manners.of(words)),
        Model.has(words, "--save"),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private static Counting.Wish counting(ParseResult words) {
    if (Model.has(words, "--no-counters")) {
      return Counting.Wish.NEVER;
    }
    return Model.has(words, "--counters") ? Counting.Wish.ALWAYS : Counting.Wish.USUAL;
  }

  private static void refuseUnbuilt(ParseResult words) {
    String as = Model.oneOf(words, "--as", AS);
    if (Model.has(words, "--whole") && !"route".equals(as)) {
      throw AliasException.usage(
          "--whole makes one alias of a whole prefix, and only a local route can be one",
          "netalias add DEV PREFIX --as route --whole");
    }
    if ("route".equals(as) && words.hasMatchedOption("--broadcast")) {
      throw AliasException.usage(
          "a local route has no broadcast address", "leave --broadcast out, or take --as label");
    }
  }

  /**
   * How they are to exist in the kernel.
   *
   * @param route as local routes
   * @param whole one for a whole prefix
   * @param device the device that each is to have, null where they share main's
   * @param egress how their packets are to leave
   * @param counting whether they are counted
   * @param manners towards the neighbours
   */
  private record How(
      boolean route,
      boolean whole,
      Creation.@Nullable OwnDevice device,
      EgressWords egress,
      Counting.Wish counting,
      Manners manners) {
    Realisation realisation() {
      return route ? Realisation.ROUTE : device != null ? Realisation.DEVICE : Realisation.LABEL;
    }

    /** The same as the desired state says it. */
    Manner manner(AliasTypes types) {
      return Manner.leaving(egress.change(types, Egress.USUAL));
    }

    /** A length is said where a prefix is meant, and then the whole of it has to be meant. */
    void check(String main, AddressWord word) {
      boolean host = word.length().orElse(word.first().bits()) == word.first().bits();
      if (route && !whole && !host) {
        throw AliasException.usage(
            "a local route is no part of a subnet: it has no prefix length",
            "netalias add %s %s --as route makes one address; --whole makes one alias of %s"
                .formatted(main, word.first(), word.prefix().network()));
      }
      if (whole && word.count() > 1) {
        throw AliasException.usage(
            "a range is no prefix", "netalias add " + main + " PREFIX --as route --whole");
      }
    }
  }

  /** What is to be added. */
  private record Adding(
      Words.Target target,
      List<String> addresses,
      @Nullable String broadcast,
      boolean closed,
      boolean duplicate,
      @Nullable Integer bound,
      How how,
      boolean saves,
      List<List<String>> names,
      List<Output.Note> notes)
      implements Operation {

    @Override
    public String doing() {
      return "adding an address";
    }

    @Override
    public Manners manners() {
      return closed ? Manners.NONE : how.manners;
    }

    @Override
    public List<AddressWord> openings() {
      AliasTypes types = AliasTypes.known();
      return addresses.stream().map(text -> AddressWord.parse(types, text)).toList();
    }

    @Override
    public void apply(Draft draft) {
      names.clear();
      notes.clear();
      if (bound != null) {
        draft.boundSlots(target.main(), bound);
      }
      draft.counting().wish(how.counting);
      AliasTypes types = draft.view().types();
      List<AddressWord> all = new ArrayList<>();
      for (String text : addresses) {
        all.add(AddressWord.parse(types, text));
      }
      if (target.tag() != null && (all.size() > 1 || all.getFirst().count() > 1)) {
        throw AliasException.usage(
            "one name, %s:%s, can't be given to several addresses"
                .formatted(target.main(), target.tag()),
            "netalias add " + target.main() + " ADDRESS... takes free slots");
      }
      if (target.tag() != null && target.tag().matches("[0-9]+-[0-9]+")) {
        notes.add(
            new Output.Note(
                "the tag of %s:%s is a word, and means no slots"
                    .formatted(target.main(), target.tag()),
                "netalias add %s FIRST-LAST takes a free slot for each address"
                    .formatted(target.main())));
      }
      if (how.device != null) {
        notes.addAll(OwnDevices.notes(draft, target.main()));
      }
      for (AddressWord word : all) {
        Address address = word.first();
        Address given = AddressWord.broadcast(types, broadcast, address);
        how.check(target.main(), word);
        names.add(
            draft.create(
                creation(word, address, given, how.egress.change(types, Egress.USUAL)),
                word.count()));
      }
      draft.counting().wish(Counting.Wish.USUAL); // what follows in a batch says for itself
    }

    @Override
    public List<String> made() {
      return names.size() == 1 ? names.getFirst() : names.stream().flatMap(List::stream).toList();
    }

    @Override
    public boolean saves() {
      return saves;
    }

    @Override
    public List<Step> steps(Invocation call) {
      return saves ? List.of(Saved.step(call, target.main(), this::toSave)) : List.of();
    }

    /** What was made, each with the name that it got. */
    private List<DesiredAlias> toSave(AliasTypes types) {
      List<DesiredAlias> all = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        AddressWord word = AddressWord.parse(types, addresses.get(i));
        Address given = AddressWord.broadcast(types, broadcast, word.first());
        for (int j = 0; j < names.get(i).size(); j++) {
          String name = names.get(i).get(j);
          Address address = j == 0 ? word.first() : word.first().plus(j);
          all.add(
              new DesiredAlias(
                  name.substring(name.indexOf(':') + 1),
                  new Addresses(address, 1, word.length()),
                  how.realisation(),
                  closed,
                  given,
                  how.device,
                  how.manner(types),
                  Place.NOWHERE));
        }
      }
      return all;
    }

    private Creation creation(
        AddressWord word, Address address, @Nullable Address given, Egress egress) {
      return new Creation(
          target.main(),
          target.tag(),
          address,
          word.length(),
          given,
          closed,
          duplicate,
          how.realisation(),
          how.device,
          egress);
    }
  }
}
