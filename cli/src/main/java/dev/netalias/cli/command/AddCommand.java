package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.words.AddressWord;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Words;
import dev.netalias.net.Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias add}: {@code ip addr add ADDRESS dev DEV label DEV:TAG}. */
final class AddCommand extends Changing {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Adds aliases to a device, all or none.",
        "Without TAG an alias gets the lowest free slot. Prints the name of each.",
        "netalias add eth0 192.0.2.10/24",
        "netalias add eth0:web 192.0.2.11/24 --closed",
        "netalias add eth0 192.0.2.100-192.0.2.199/24",
        "netalias add eth0:vm 192.0.2.12/24 --as device --mac 02:00:00:00:00:12");
    spec.addPositional(Model.word(0, "DEV[:TAG]", "the device, or the whole name of the alias"))
        .addPositional(
            Model.words(1, 1, "ADDRESS", "ADDRESS[/LEN] or FIRST-LAST[/LEN]; several make several"))
        .addOption(
            Model.choice(
                "--as",
                "how the alias exists in the kernel; this version has built label and device",
                "label",
                "route",
                "device"))
        .addOption(
            Model.value("--mac", "MAC", "with --as device: its address, else the kernel's choice"))
        .addOption(
            Model.choice(
                "--mode",
                "with --as device: macvlan's bridge, private, vepa, passthru; ipvlan's others",
                OwnDevices.MODES.toArray(String[]::new)))
        .addOption(
            Model.flag("--whole", "one alias for a whole prefix (not built in this version)"))
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
        .addOption(
            Model.flag("--no-probe", "asks nobody for the address (this version never asks)"))
        .addOption(
            Model.flag("--no-announce", "announces nothing (this version announces nothing)"))
        .addOption(Model.flag("--no-counters", "counts nothing (this version counts nothing)"))
        .addOption(
            Model.flag(
                "--counters", "counts for any number of aliases (this version counts nothing)"))
        .addOption(
            Model.flag("--save", "puts it into the desired state (not built in this version)"));
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
        OwnDevices.of(words),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private static void refuseUnbuilt(ParseResult words) {
    String as = Model.oneOf(words, "--as", "label", "route", "device");
    if (as != null && as.equals("route")) {
      throw AliasException.usage(
          "the realisation '" + as + "' is not built in this version",
          "--as label and --as device are");
    }
    if (Model.has(words, "--whole")) {
      throw AliasException.usage(
          "--whole needs the realisation 'route', which is not built in this version", "");
    }
    if (Model.has(words, "--save")) {
      throw AliasException.usage(
          "--save needs the desired state, which is not built in this version", "");
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
      Creation.@Nullable OwnDevice device,
      List<String> made,
      List<String> notes)
      implements Operation {

    @Override
    public String doing() {
      return "adding an address";
    }

    @Override
    public void apply(Draft draft) {
      made.clear();
      notes.clear();
      if (bound != null) {
        draft.boundSlots(target.main(), bound);
      }
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
      if (device != null) {
        notes.addAll(OwnDevices.notes(draft, target.main()));
      }
      for (AddressWord word : all) {
        Address address = word.first();
        Address given = AddressWord.broadcast(types, broadcast, address);
        for (int i = 0; i < word.count(); i++) {
          made.add(draft.create(creation(word, i == 0 ? address : address.plus(i), given)));
        }
      }
    }

    private Creation creation(AddressWord word, Address address, @Nullable Address given) {
      return new Creation(
          target.main(), target.tag(), address, word.length(), given, closed, duplicate, device);
    }
  }
}
