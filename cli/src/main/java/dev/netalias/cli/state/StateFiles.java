package dev.netalias.cli.state;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.AliasView;
import dev.netalias.cli.run.Invocation;
import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.formats.yaml.AliasesEditor;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.plan.Desired;
import dev.netalias.plan.DesiredAlias;
import dev.netalias.plan.Manner;
import dev.netalias.plan.Pieces;
import dev.netalias.plan.Said;
import dev.netalias.plan.Saving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of the desired state while aliases are put into them or taken out of them. */
final class StateFiles {
  private static final String HEADING =
      "# The aliases that this host is to have: netalias apply makes them.\n";

  private final AliasTypes types;
  private final Path main;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Said said;
  private final Saving added;
  private final Map<DesiredAlias, Pieces> changed = new LinkedHashMap<>();
  private final Map<DesiredAlias, String> devices = new HashMap<>();
  private final List<String> told = new ArrayList<>();

  private StateFiles(AliasTypes types, Path main, Optional<AliasFiles> files) {
    this.types = types;
    this.main = main;
    files.ifPresent(f -> texts.putAll(f.texts()));
    said = new Said(files.map(f -> f.desired(types)).orElse(Desired.NOTHING));
    added = new Saving(types);
  }

  /** That of the network that a command works on. */
  static StateFiles of(Invocation call) {
    Path folder = Folders.desired(call);
    try {
      return new StateFiles(
          Wanted.types(call), AliasFiles.main(folder), Optional.of(AliasFiles.folder(folder)));
    } catch (NoSuchFileException none) {
      return new StateFiles(Wanted.types(call), AliasFiles.main(folder), Optional.empty());
    } catch (IOException why) {
      throw AliasFiles.unreadable(why);
    }
  }

  /**
   * Puts aliases in, with how their packets leave and what is let in; nothing where one is said as
   * it is.
   */
  void save(AliasView view, List<Alias> aliases) {
    Map<Alias, Policy> policies = view.policies(aliases);
    for (Alias alias : aliases) {
      Manner manner = Manner.leaving(view.egress(alias)).letting(policies.get(alias));
      save(alias.main().name(), added.desired(alias).with(manner));
    }
  }

  /** Puts an alias in; one without a tag is known by its address. */
  void save(String device, DesiredAlias alias) {
    String tag = alias.tag() == null ? "" : alias.tag();
    Address address = alias.addresses().first();
    DesiredAlias before = said.of(device, tag, address).orElse(null);
    if (before == null) {
      added.add(device, alias);
      return;
    }
    int number = Pieces.number(before, tag, address);
    DesiredAlias one = Pieces.one(before, number);
    if (!isSame(one, alias)) {
      pieces(device, before)
          .replace(
              number, List.of(alias.with(alias.manner().over(before.manner())).withTag(one.tag())));
      told.add("saved %s%s in %s".formatted(device, named(alias), before.place()));
    }
  }

  private static boolean isSame(DesiredAlias one, DesiredAlias alias) {
    Address address = alias.addresses().first();
    int bits = address.bits();
    boolean broadcast = one.broadcast() == null || one.broadcast().equals(alias.broadcast());
    return one.addresses().first().equals(address)
        && one.addresses().length().orElse(bits) == alias.addresses().length().orElse(bits)
        && one.realisation() == alias.realisation()
        && one.closed() == alias.closed()
        && one.manner().egress().equals(alias.manner().egress())
        && Objects.equals(one.manner().policy(), alias.manner().policy())
        && broadcast;
  }

  private Pieces pieces(String device, DesiredAlias whole) {
    devices.put(whole, device);
    return changed.computeIfAbsent(whole, Pieces::new);
  }

  /**
   * Takes an alias out.
   *
   * @param address where it is there, its address
   * @throws AliasException where it is not in
   */
  void forget(AliasName name, @Nullable Address address) {
    String device = name.main().text();
    DesiredAlias before =
        said.of(device, name.tag(), address)
            .orElseThrow(() ->
                AliasException.notFound(
                    name + " is not in the desired state",
                    address == null
                        ? "nor is it there: where only its address is said, edit " + main
                        : "netalias save " + name + " puts it in"));
    Address of = address == null ? before.addresses().first() : address;
    pieces(device, before).replace(Pieces.number(before, name.tag(), of), List.of());
    told.add("forgot %s, said in %s".formatted(name, before.place()));
  }

  /** What is done, a line each. */
  List<String> told() {
    List<String> all = new ArrayList<>(told);
    added
        .devices()
        .forEach((device, aliases) -> {
          for (DesiredAlias alias : aliases) {
            all.add("saved %s%s in %s".formatted(device, named(alias), main));
          }
        });
    return all;
  }

  private static String named(DesiredAlias alias) {
    return (alias.tag() == null ? "" : ":" + alias.tag()) + " " + alias.addresses();
  }

  /** Writes what has changed: all of it, or the files are as they were. */
  void write() {
    Map<String, String> results = results();
    List<String> begun = new ArrayList<>();
    for (Map.Entry<String, String> result : results.entrySet()) {
      Path file = Path.of(result.getKey());
      begun.add(result.getKey());
      try {
        Durable.write(file, result.getValue());
      } catch (IOException why) {
        AliasException refusal = Folders.unwritable(file, why);
        putBack(begun, refusal);
        throw refusal;
      }
    }
  }

  private void putBack(List<String> begun, AliasException refusal) {
    for (String file : begun.reversed()) {
      String before = texts.get(file);
      Path path = Path.of(file);
      try {
        if (before != null) {
          Durable.write(path, before);
        } else if (!Files.isSymbolicLink(path)) { // one that leads nowhere is not ours
          Files.deleteIfExists(path);
        }
      } catch (IOException notEvenThat) {
        refusal.addSuppressed(notEvenThat);
      }
    }
  }

  private Map<String, String> results() {
    Map<String, List<DesiredAlias>> byFile = new LinkedHashMap<>();
    for (DesiredAlias alias : changed.keySet()) {
      byFile.computeIfAbsent(alias.place().file(), f -> new ArrayList<>()).add(alias);
    }
    if (!added.devices().isEmpty()) {
      byFile.computeIfAbsent(main.toString(), f -> new ArrayList<>());
    }
    Map<String, String> results = new LinkedHashMap<>();
    byFile.forEach((file, aliases) -> {
      String text = texts.getOrDefault(file, HEADING);
      AliasesEditor editor = new AliasesEditor(types, file, text);
      for (DesiredAlias alias : aliases) {
        Pieces pieces = changed.get(alias);
        String device = devices.get(alias);
        if (pieces != null && device != null) {
          editor.replace(device, alias, pieces.left());
        }
      }
      if (file.equals(main.toString())) {
        added.devices().forEach(editor::add);
      }
      results.put(file, editor.result());
    });
    return results;
  }
}
