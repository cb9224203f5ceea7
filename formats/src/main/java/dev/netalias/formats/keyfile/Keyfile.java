package dev.netalias.formats.keyfile;

import dev.netalias.formats.Comparison;
import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.FileEdits;
import dev.netalias.formats.Format;
import dev.netalias.formats.Note;
import dev.netalias.formats.Root;
import dev.netalias.formats.Understood;
import dev.netalias.formats.Wish;
import dev.netalias.formats.ini.IniFile;
import dev.netalias.plan.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** NetworkManager's keyfiles. It keeps addresses, and no names of them. */
public final class Keyfile implements Format {
  private static final Path USUAL = Path.of("/etc/NetworkManager/system-connections");

  @Override
  public String name() {
    return "nm";
  }

  @Override
  public Path usual() {
    return USUAL;
  }

  @Override
  public boolean isPresent(Root root) {
    return root.names(USUAL).stream().anyMatch(name -> name.endsWith(".nmconnection"));
  }

  @Override
  public String permissions() {
    return "rw-------"; // NetworkManager ignores a file that others can read
  }

  @Override
  public Understood read(Root root, @Nullable Path file) {
    Connections all = Connections.of(root, file);
    return Understood.of(all.names(), all.entries(), all.notes());
  }

  @Override
  public Edited edit(Root root, @Nullable Path file, Wish wish) {
    Path alone = Format.alone(file, Connections.FOLDERS);
    Connections all =
        alone != null && !root.exists(alone) ? Connections.none() : Connections.of(root, alone);
    return edit(all, file, wish);
  }

  static Edited edit(Connections all, @Nullable Path file, Wish wish) {
    String where = file == null ? USUAL.toString() : file.toString();
    Wish sayable =
        wish.sayable(where, Keyfile::refusal).withoutNames(where, "NetworkManager", one -> true);
    return new Editing(all, file).edit(sayable);
  }

  private static Optional<String> refusal(Declared one) {
    return Wish.refusal(one, "NetworkManager")
        .or(() ->
            one.hasUsualBroadcast()
                ? Optional.empty()
                : Optional.of("NetworkManager chooses the broadcast address by itself"));
  }

  @Override
  public List<Check> checks(Root root, Edited edited, Path scratch) {
    String command =
        "nmcli --offline connection modify connection.autoconnect yes <\"$0\" >/dev/null";
    return edited.files().stream()
        .filter(Edited.File::isChanged)
        .map(file -> root.real(file.path()).toString())
        .map(file -> new Check("nmcli --offline", List.of("sh", "-c", command, file)))
        .toList();
  }

  /** One editing of all files. */
  private static final class Editing {
    private final Connections all;
    private final @Nullable Path target;
    private final FileEdits edits = new FileEdits();
    private final List<Note> unexpressed = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /** Where the next address of a device and family comes, and its number. */
    private final Map<String, Spot> spots = new HashMap<>();

    /** New files, with the family that each has, empty for both. */
    private final Map<String, String> begun = new LinkedHashMap<>();

    /** The device of each. */
    private final Map<String, String> begunFor = new HashMap<>();

    private record Spot(String file, int at, long number) {}

    Editing(Connections all, @Nullable Path target) {
      this.all = all;
      this.target = target;
    }

    Edited edit(Wish wish) {
      unexpressed.addAll(wish.unexpressed());
      Comparison<Connections.Entry> comparison = Comparison.of(all.entries(), wish.aliases());
      comparison.clashing().forEach(clash -> unexpressed.add(Comparison.clash(clash)));
      comparison.changed().forEach(this::change);
      for (Connections.Entry surplus : comparison.surplus()) {
        if (wish.prune()) {
          edits.look(surplus.file().name(), surplus.file().text());
          edits.replace(surplus.file().name(), surplus.line().start(), surplus.line().end(), "");
        } else {
          notes.add(
              new Note(surplus.place(), surplus.declared().name() + " is not wanted, and stays"));
        }
      }
      // What comes into the last section comes before a new one; one family after the other, as
      // each has a section of its own.
      List<Declared> fresh = new ArrayList<>(comparison.added());
      comparison.added().stream().filter(this::hasSection).forEach(this::add);
      fresh.removeIf(this::hasSection);
      fresh.stream().filter(Declared::isInet).forEach(this::add);
      fresh.stream().filter(one -> !one.isInet()).forEach(this::add);
      end();
      return new Edited(edits.files(StandardCharsets.ISO_8859_1), unexpressed, notes);
    }

    /** Another length of the prefix; a gateway behind it stays. */
    private void change(Comparison.Changed<Connections.Entry> changed) {
      Connections.Entry there = changed.there();
      if (there.declared().open() != changed.wanted().open()) {
        unexpressed.add(
            new Note(
                there.place(),
                "%s is of a connection that is not raised by itself"
                    .formatted(there.declared().name())));
        return;
      }
      Matcher value = Connections.VALUE.matcher(there.line().value());
      String gateway = value.matches() ? value.group(3) : null;
      String text =
          there.line().key()
              + "="
              + changed.wanted().prefix()
              + (gateway == null || gateway.isEmpty() ? "" : "," + gateway);
      boolean ends = there.file().text().startsWith("\n", there.line().end() - 1);
      edits.look(there.file().name(), there.file().text());
      edits.replace(
          there.file().name(), there.line().start(), there.line().end(), text + (ends ? "\n" : ""));
    }

    private boolean hasSection(Declared alias) {
      return all.file(alias.device()).stream()
          .anyMatch(file -> !file.all(alias.isInet() ? "ipv4" : "ipv6").isEmpty());
    }

    private void add(Declared alias) {
      String family = alias.isInet() ? "ipv4" : "ipv6";
      String key = alias.device() + " " + family;
      Spot spot = spots.get(key);
      if (spot == null) {
        spot = spot(alias.device(), family);
      }
      if (spot == null) {
        return;
      }
      String line = "address" + spot.number + "=" + alias.prefix() + "\n";
      edits.replace(spot.file, spot.at, spot.at, line);
      spots.put(key, new Spot(spot.file, spot.at, spot.number + 1));
    }

    private @Nullable Spot spot(String device, String family) {
      Optional<IniFile> known = all.file(device);
      if (known.isEmpty()) {
        return begun(device, family);
      }
      IniFile file = known.get();
      edits.look(file.name(), file.text());
      List<IniFile.Section> sections = file.all(family);
      int end = file.text().length();
      boolean cut = end > 0 && file.text().charAt(end - 1) != '\n';
      if (sections.isEmpty()) {
        String text = (cut ? "\n" : "") + "\n[" + family + "]\nmethod=manual\n";
        edits.replace(file.name(), end, end, text);
        return new Spot(file.name(), end, 1);
      }
      IniFile.Section section = sections.getLast();
      Optional<IniFile.Entry> method = section.last("method");
      if (method.isPresent()
          && !method.get().value().matches("manual|auto|link-local|shared|dhcp")) {
        unexpressed.add(
            new Note(
                file.place(method.get().line()),
                "%s of %s is '%s', which has no addresses"
                    .formatted(family, device, method.get().value())));
        return null;
      }
      List<IniFile.Entry> said =
          section.entries().stream().filter(e -> Connections.number(e.key()) >= 0).toList();
      int at = said.isEmpty() ? section.end() : said.getLast().end();
      if (cut && at == end) {
        edits.replace(file.name(), end, end, "\n");
      }
      long last = said.stream().mapToLong(e -> Connections.number(e.key()) - 1).max().orElse(0);
      return new Spot(file.name(), at, Math.max(last, 0) + 1);
    }

    /** A connection of its own, for a device that has none; null where its file is another's. */
    private @Nullable Spot begun(String device, String family) {
      String id = "netalias-" + device;
      String name =
          target != null ? target.toString() : USUAL.resolve(id + ".nmconnection").toString();
      String whose = all.names().contains(name) ? "another device" : begunFor.get(name);
      if (whose != null && !whose.equals(device)) {
        String text = "%s has no connection, and this file is for %s";
        unexpressed.add(new Note(new Place(name, 0, 0), text.formatted(device, whose)));
        return null;
      }
      edits.look(name, "");
      boolean first = begunFor.put(name, device) == null;
      if (first) {
        notes.add(Edited.takenOver(device, "NetworkManager", name));
      }
      UUID uuid = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
      String head =
          first
              ? "[connection]\nid=%s\nuuid=%s\ntype=ethernet\ninterface-name=%s\n"
                  .formatted(id, uuid, device)
              : "";
      begun.merge(name, family, (one, other) -> "");
      edits.replace(name, 0, 0, head + "\n[" + family + "]\nmethod=manual\n");
      return new Spot(name, 0, 1);
    }

    /** Keeps NetworkManager from asking for addresses of the other family in what it has begun. */
    private void end() {
      begun.forEach((name, family) -> {
        if (!family.isEmpty()) {
          boolean inet = family.equals("ipv4");
          String text = inet ? "\n[ipv6]\nmethod=ignore\n" : "\n[ipv4]\nmethod=disabled\n";
          edits.replace(name, 0, 0, text);
        }
      });
    }
  }
}
