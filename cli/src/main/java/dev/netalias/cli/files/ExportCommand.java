package dev.netalias.cli.files;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.files.ImportCommand.Where;
import dev.netalias.cli.print.FilesJson;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.state.SavedState;
import dev.netalias.cli.words.Model;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Format;
import dev.netalias.formats.Note;
import dev.netalias.formats.RefusedException;
import dev.netalias.formats.Root;
import dev.netalias.formats.Wish;
import dev.netalias.plan.Desired;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias export}: the desired state, or what there is, in the distribution's files. */
public final class ExportCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Puts the aliases into the system's own network files.",
        "The aliases are those of the desired state, or what there is now where none is saved."
            + " What a file has already is not touched, its comments and its order stay. Prints"
            + " the files as they would be; --write puts them into their places, keeps what was"
            + " in them beside them, has the system's own tool check them (ifup --no-act, netplan"
            + " generate, nmcli --offline, sh -n, and systemd-networkd itself, on copies and apart"
            + " from the network), and puts all back where that refuses them; where it is not"
            + " there or may not be run, that is said. --dry-run shows what would change. What the format"
            + " can't express is named and refused, unless --partial is given.",
        "netalias export ifupdown",
        "netalias --dry-run export netplan --write",
        "netalias export ifupdown --write",
        "netalias export networkd --live --partial --root /mnt/image --write");
    spec.addPositional(
            Model.choiceWord(
                "FORMAT",
                "ifupdown, netplan, networkd, nm or rc.local",
                Formats.names().toArray(String[]::new)))
        .addPositional(Model.optionalWord(1, "FILE", "the file that takes what is new"))
        .addOption(Model.flag("--write", "writes the files"))
        .addOption(Model.flag("--live", "what there is now, whatever is saved"))
        .addOption(Model.value("--from", "YAML", "what this file of a desired state says"))
        .addOption(Model.flag("--prune", "takes aliases out of the files that are not wanted"))
        .addOption(Model.flag("--partial", "leaves out what the format can't express"))
        .addOption(Model.value("--root", "DIR", "works below this folder, as on an image"));
  }

  @Override
  public int run(Invocation call) {
    ParseResult words = call.words();
    String name = Model.word(words, 0);
    Format format = Formats.named(name).orElseThrow(() -> Where.unknown(name));
    Root root = Where.root(call);
    String file = Model.word(words, 1);
    String namespace = call.globals().netns();
    if (namespace != null && file.isEmpty() && !words.hasMatchedOption("--root")) {
      throw AliasException.usage(
          "which files the network namespace '%s' has is said nowhere".formatted(namespace),
          "name a FILE, or a folder with --root");
    }
    Wish wish = Wish.of(desired(call), Model.has(words, "--prune"));
    Edited edited = edited(format, root, file.isEmpty() ? null : Where.path(root, file), wish);
    Export export = new Export(call.output(), format, root, edited);
    boolean partial = edited.unexpressed().isEmpty() || Model.has(words, "--partial");
    boolean write = Model.has(words, "--write");
    boolean dry = call.globals().dryRun();
    if (!write || dry) {
      export.show(dry);
      return partial ? 0 : 1;
    }
    if (!partial) {
      export.warnings();
      throw AliasException.conflict(
          "%s can't express all that is wanted (%d)".formatted(name, edited.unexpressed().size()),
          "--partial writes the rest");
    }
    export.write();
    return 0;
  }

  private static Desired desired(Invocation call) {
    String from = call.words().matchedOptionValue("--from", null);
    if (from != null) {
      return SavedState.of(call, from);
    }
    Optional<Desired> saved =
        Model.has(call.words(), "--live") ? Optional.empty() : SavedState.of(call);
    return saved.orElseGet(() -> Live.of(call.netAlias()));
  }

  private static Edited edited(Format format, Root root, @Nullable Path file, Wish wish) {
    try {
      return format.edit(root, file, wish);
    } catch (RefusedException refused) {
      throw ImportCommand.refusal(refused);
    }
  }

  /** One export, to be shown or to be written. */
  private record Export(Output output, Format format, Root root, Edited edited) {
    private static final Charset TEXT = StandardCharsets.UTF_8;

    List<Edited.File> changed() {
      return edited.files().stream().filter(Edited.File::isChanged).toList();
    }

    void warnings() {
      if (!output.isJson()) {
        edited.unexpressed().forEach(each -> output.warn("not expressed", text(each)));
        edited.notes().forEach(each -> output.warn("export", each.toString()));
      }
    }

    private static String text(Note note) {
      return note.place().file().isEmpty() ? note.text() : note.toString();
    }

    /** The files as they would be, or what would change in them. */
    void show(boolean difference) {
      if (output.isJson()) {
        json(false, Optional.empty());
        return;
      }
      List<Edited.File> files = changed();
      List<Edited.File> shown =
          files.isEmpty() && !difference ? edited.files().stream().limit(1).toList() : files;
      for (Edited.File file : shown) {
        if (difference) {
          String before = new String(file.before(), TEXT);
          String after = new String(file.after(), TEXT);
          output.out().print(UnifiedDiff.of(file.path().toString(), before, after));
        } else {
          if (shown.size() > 1) {
            output.out().println("==> " + file.path() + " <==");
          }
          output.out().writeBytes(file.after());
        }
      }
      if (difference && files.isEmpty()) {
        output.out().println("nothing to do");
      }
      warnings();
    }

    void write() {
      Optional<String> unchecked = new Placement(root, format).place(edited);
      if (output.isJson()) {
        json(true, unchecked);
        return;
      }
      warnings();
      unchecked.ifPresent(text -> output.warn("export", text));
      List<Edited.File> files = changed();
      for (Edited.File file : files) {
        if (!output.quiet()) {
          String kept = backup(file) == null ? "" : ", what was in it is in " + backup(file);
          output.out().println("wrote " + file.path() + kept);
        }
      }
      if (files.isEmpty() && !output.quiet()) {
        output.out().println("nothing to do");
      }
    }

    private @Nullable String backup(Edited.File file) {
      Path kept = Placement.backup(file.path());
      return Files.exists(root.real(kept)) && file.before().length > 0 ? kept.toString() : null;
    }

    private void json(boolean written, Optional<String> unchecked) {
      List<FilesJson.FileJson> files =
          edited.files().stream()
              .map(file ->
                  new FilesJson.FileJson(
                      file.path().toString(),
                      file.isChanged(),
                      new String(file.after(), TEXT),
                      written ? backup(file) : null))
              .toList();
      unchecked.ifPresent(text -> output.warn("export", text));
      Json.print(
          output.out(),
          FilesJson.Exported.class,
          new FilesJson.Exported(
              format.name(),
              written,
              files,
              edited.unexpressed().stream().map(FilesJson::note).toList(),
              edited.notes().stream().map(FilesJson::note).toList()));
    }
  }
}
