package dev.netalias.formats.networkd;

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
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.plan.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** systemd-networkd's {@code .network} files. */
public final class Networkd implements Format {
  private static final Path USUAL = Path.of("/etc/systemd/network");

  @Override
  public String name() {
    return "networkd";
  }

  @Override
  public Path usual() {
    return USUAL;
  }

  @Override
  public boolean isPresent(Root root) {
    return root.names(USUAL).stream().anyMatch(name -> name.endsWith(".network"));
  }

  @Override
  public Understood read(Root root, @Nullable Path file) {
    List<NetworkFile> files = NetworkFile.all(root, file);
    Networks networks = Networks.of(files);
    return Understood.of(Networks.names(files), networks.entries(), networks.notes());
  }

  @Override
  public Edited edit(Root root, @Nullable Path file, Wish wish) {
    Path alone = Format.alone(file, NetworkFile.FOLDERS);
    List<NetworkFile> files =
        alone != null && !root.exists(alone) ? List.of() : NetworkFile.all(root, alone);
    return edit(root, files, file, wish);
  }

  static Edited edit(Root root, List<NetworkFile> files, @Nullable Path file, Wish wish) {
    String where = file == null ? USUAL.toString() : file.toString();
    Wish sayable =
        wish.sayable(where, Networkd::refusal)
            .withoutNames(where, "networkd", one -> !one.hasNameInKernel());
    return new Editing(root, files, file).edit(sayable);
  }

  @Override
  public List<Check> checks(Root root, Edited edited, Path scratch) {
    return List.of(Daemon.check(root, edited, scratch));
  }

  private static Optional<String> refusal(Declared one) {
    return one.realisation() == Realisation.ROUTE && one.open()
        ? Optional.empty()
        : Wish.refusal(one, "networkd");
  }

  /** One editing of all files. */
  private static final class Editing {
    private final Root root;
    private final Networks networks;
    private final @Nullable Path target;
    private final FileEdits edits = new FileEdits();
    private final List<Note> unexpressed = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();
    private final Map<Path, String> devicesOfNew = new HashMap<>();

    Editing(Root root, List<NetworkFile> files, @Nullable Path target) {
      this.root = root;
      this.networks = Networks.of(files);
      this.target = target;
    }

    Edited edit(Wish wish) {
      unexpressed.addAll(wish.unexpressed());
      Comparison<Entry> comparison = Comparison.of(networks.entries(), wish.aliases());
      comparison.clashing().forEach(clash -> unexpressed.add(Comparison.clash(clash)));
      for (Comparison.Changed<Entry> changed : comparison.changed()) {
        if (!isShared(changed.wanted(), changed.there().place())) {
          change(changed);
        }
      }
      for (Entry surplus : comparison.surplus()) {
        if (wish.prune() && isShared(surplus.declared(), surplus.place())) {
          continue;
        }
        if (wish.prune()) {
          remove(surplus);
        } else {
          notes.add(
              new Note(surplus.place(), surplus.declared().name() + " is not wanted, and stays"));
        }
      }
      comparison.added().forEach(this::add);
      return new Edited(edits.files(StandardCharsets.ISO_8859_1), unexpressed, notes);
    }

    /** A file for several devices can't be changed for one of them. */
    private boolean isShared(Declared one, Place place) {
      boolean shared = networks.file(one.device()).stream().anyMatch(f -> f.names().size() > 1);
      if (shared) {
        String text = "%s is to change, and this file is for other devices too: change it by hand";
        unexpressed.add(new Note(place, text.formatted(one.name())));
      }
      return shared;
    }

    private void look(IniFile file) {
      edits.look(file.name(), file.text());
    }

    private void change(Comparison.Changed<Entry> changed) {
      Entry there = changed.there();
      Declared wanted = changed.wanted();
      boolean route = wanted.realisation() == Realisation.ROUTE;
      boolean other = there.declared().realisation() != wanted.realisation();
      if (other || there.section() == null && !wanted.hasUsualBroadcast()) {
        remove(there);
        add(wanted);
        return;
      }
      look(there.file());
      line(there.file(), there.address(), (route ? "Destination=" : "Address=") + wanted.prefix());
      if (there.section() != null && !route) {
        broadcast(there.file(), there.section(), wanted);
      }
    }

    private void broadcast(IniFile file, IniFile.Section section, Declared wanted) {
      List<IniFile.Entry> said = section.all("Broadcast");
      for (IniFile.Entry entry : said) {
        boolean last = entry == said.getLast();
        line(file, entry, last && !wanted.hasUsualBroadcast() ? said(wanted) : "");
      }
      if (said.isEmpty() && !wanted.hasUsualBroadcast()) {
        boolean cut = !file.text().startsWith("\n", section.end() - 1);
        String text = (cut ? "\n" : "") + said(wanted) + "\n";
        edits.replace(file.name(), section.end(), section.end(), text);
      }
    }

    private static String said(Declared wanted) {
      return "Broadcast=" + (wanted.broadcast() == null ? "no" : wanted.broadcast());
    }

    private void line(IniFile file, IniFile.Entry entry, String text) {
      boolean ends = file.text().startsWith("\n", entry.end() - 1);
      String newline = text.isEmpty() || !ends ? "" : "\n";
      edits.replace(file.name(), entry.start(), entry.end(), text + newline);
    }

    private void remove(Entry entry) {
      look(entry.file());
      if (entry.section() == null) {
        line(entry.file(), entry.address(), "");
        return;
      }
      int start = entry.section().start();
      if (start > 1 && entry.file().text().startsWith("\n\n", start - 2)) {
        start--;
      }
      edits.replace(entry.file().name(), start, entry.section().end(), "");
    }

    private void add(Declared alias) {
      Optional<NetworkFile> known = networks.file(alias.device());
      if (target == null
          && known.isPresent()
          && isShared(alias, new Place(known.get().path().toString(), 0, 0))) {
        return;
      }
      if (target != null && !isFor(target, alias)) {
        return;
      }
      String name = target(alias.device());
      String before = edits.before(name);
      StringBuilder text = new StringBuilder();
      if (!begun.contains(name)) {
        begun.add(name);
        boolean cut = !before.isEmpty() && !before.endsWith("\n");
        text.append(cut ? "\n" : "");
        if (before.isEmpty() && name.endsWith(".network")) {
          notes.add(Edited.takenOver(alias.device(), "networkd", name));
          text.append("[Match]\nName=").append(alias.device()).append("\n");
        }
        text.append(before.isEmpty() && text.isEmpty() ? "" : "\n");
      } else {
        text.append("\n");
      }
      text.append(alias.realisation() == Realisation.ROUTE ? route(alias) : address(alias));
      edits.replace(name, before.length(), before.length(), text.toString());
    }

    private static String address(Declared alias) {
      return "[Address]\nAddress="
          + alias.prefix()
          + (alias.isInet() && !alias.tag().isEmpty() ? "\nLabel=" + alias.name() : "")
          + (alias.hasUsualBroadcast() ? "\n" : "\n" + said(alias) + "\n");
    }

    /** As netalias makes it: its metric is its slot and 1. */
    private static String route(Declared alias) {
      return "[Route]\nDestination=%s\nType=local\nTable=local\nProtocol=%d\nMetric=%d\n"
          .formatted(alias.prefix(), Protocol.NETALIAS, alias.metric());
    }

    /** Whether the file that takes what is new is for the device of an alias, and no other. */
    private boolean isFor(Path file, Declared alias) {
      List<String> devices = networks.devices(file);
      if (devices.isEmpty() && file.toString().endsWith(".network")) {
        devices = List.of(devicesOfNew.computeIfAbsent(file, f -> alias.device()));
      }
      boolean same = devices.equals(List.of(alias.device()));
      if (!same) {
        String text = "%s: this file is for %s";
        String whom = devices.isEmpty() ? "no device" : String.join(", ", devices);
        unexpressed.add(
            new Note(new Place(file.toString(), 0, 0), text.formatted(alias.name(), whom)));
      }
      return same;
    }

    /** The file that takes what is new of a device. */
    private String target(String device) {
      Optional<NetworkFile> known = networks.file(device);
      Path own = USUAL.resolve("50-netalias-" + device + ".network");
      Path path =
          target != null
              ? target
              : known.isEmpty() || known.get().path().equals(own)
                  ? own
                  : USUAL.resolve(known.get().path().getFileName() + ".d/50-netalias.conf");
      edits.look(
          path.toString(),
          networks.text(path).orElseGet(() -> root.isFile(path) ? root.bytes(path) : ""));
      return path.toString();
    }
  }
}
