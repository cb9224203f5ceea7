package dev.netalias.cli.state;

import dev.netalias.alias.AliasTypes;
import dev.netalias.cli.run.Exempt;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.UserFile;
import dev.netalias.cli.words.AddressWord;
import dev.netalias.cli.words.Model;
import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Registry;
import dev.netalias.plan.Addresses;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.DesiredDevice;
import dev.netalias.plan.Manner;
import dev.netalias.plan.MistakeException;
import dev.netalias.plan.Reconciliation;
import dev.netalias.plan.Reconciliation.Choice;
import dev.netalias.probe.Announcement;
import dev.netalias.probe.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * A desired state that a command names, and its comparison with what is there.
 *
 * @param said what was read, for what is said of it
 * @param desired what is wanted
 * @param types who know what an address is
 */
record Wanted(AliasFiles said, Desired desired, AliasTypes types) {
  /** Adds the words that say which. */
  static void describe(CommandSpec spec) {
    spec.addPositional(
            Model.optionalWord(
                0, "FILE", "the desired state, - for standard input; else /etc/netalias"))
        .addOption(Model.flag("--prune", "what netalias made and nobody saved is to go too"))
        .addOption(Model.flag("--present", "leaves out devices that are not there or not open"));
  }

  static Choice choice(ParseResult words) {
    return new Choice(Model.has(words, "--prune"), Model.has(words, "--present"));
  }

  /** Reads what the words name. */
  static Wanted of(Invocation call) {
    return of(call, Model.word(call.words(), 0));
  }

  /** Reads a file, or the saved state where none is named. */
  static Wanted of(Invocation call, String file) {
    AliasFiles said = file.isEmpty() ? folder(Folders.desired(call)) : one(call, file);
    AliasTypes types = types(call);
    return new Wanted(said, said.desired(types), types);
  }

  /** Who knows what an address is, those of loaded jars included. */
  static AliasTypes types(Invocation call) {
    Registry registry = call.netAlias().kernel().snapshot(EnumSet.noneOf(Part.class)).registry();
    return AliasTypes.known().with(registry);
  }

  private static AliasFiles folder(Path folder) {
    try {
      return AliasFiles.folder(folder);
    } catch (IOException why) {
      throw AliasFiles.unreadable(why);
    }
  }

  private static AliasFiles one(Invocation call, String file) {
    try {
      return file.equals("-")
          ? AliasFiles.of(
              "standard input",
              new String(call.surroundings().in().readAllBytes(), StandardCharsets.UTF_8))
          : AliasFiles.one(Path.of(file));
    } catch (IOException why) {
      throw UserFile.refusal("desired state", file, why);
    }
  }

  /** The same files, whatever they say, with a state in their place. */
  Wanted saying(Desired other) {
    return new Wanted(said, other, types);
  }

  /** What is to be done against what was applied last. */
  Reconciliation against(Desired applied, Choice choice) {
    try {
      return new Reconciliation(desired, applied, choice);
    } catch (MistakeException twice) {
      throw said.shown(twice);
    }
  }

  /** Aliases for which a state wants nobody asked, or nobody told. */
  static Exempt exempt(Desired desired) {
    Exempt exempt = new Exempt();
    for (DesiredDevice device : desired.devices()) {
      for (DesiredAlias alias : device.aliases()) {
        Manner manner = alias.manner();
        boolean silent = Boolean.FALSE.equals(manner.probe());
        boolean untold = Boolean.FALSE.equals(manner.announce());
        if (silent || untold) {
          Addresses of = alias.addresses();
          exempt.add(
              new AddressWord(of.first(), of.count(), of.length()),
              new Manners(silent ? null : Timing.QUICK, untold ? null : Announcement.ONCE, true));
        }
      }
    }
    return exempt;
  }
}
