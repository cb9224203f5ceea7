package dev.netalias.cli.files;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.cli.print.FilesJson;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.state.Saved;
import dev.netalias.cli.words.Model;
import dev.netalias.formats.Format;
import dev.netalias.formats.RefusedException;
import dev.netalias.formats.Root;
import dev.netalias.formats.Understood;
import dev.netalias.formats.yaml.AliasesText;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias import}: what the distribution's files declare, as a desired state. */
public final class ImportCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Shows what the system's own network files declare, as a desired state.",
        "Prints the aliases as aliases.yaml has them, and on standard error, with file and line,"
            + " each thing that stays with the other program. Changes nothing, but with --save the"
            + " desired state. Formats: "
            + String.join(", ", Formats.names())
            + "; without one, the one that the system has files of.",
        "netalias import",
        "netalias import ifupdown --save",
        "netalias import netplan /etc/netplan/50-cloud-init.yaml -o json");
    spec.addPositional(
            Model.optionalWord(0, "FORMAT", "ifupdown, netplan, networkd, nm or rc.local")
                .toBuilder()
                .completionCandidates(Formats.names())
                .build())
        .addPositional(Model.optionalWord(1, "FILE", "one file, and what belongs to it"))
        .addOption(Model.flag("--save", "puts the aliases into the desired state"))
        .addOption(Model.value("--root", "DIR", "reads below this folder, as of an image"));
  }

  @Override
  public int run(Invocation call) {
    Where where = Where.of(call);
    AliasTypes types = AliasTypes.known();
    Understood understood = understood(where);
    if (Model.has(call.words(), "--save")) {
      if (!call.output().isJson()) {
        understood.notes().forEach(note -> call.output().warn("import", note.toString()));
      }
      return Saved.all(call, understood.desired());
    }
    String text = AliasesText.of(types, understood.desired());
    Output output = call.output();
    if (output.isJson()) {
      Json.print(
          output.out(),
          FilesJson.Imported.class,
          FilesJson.imported(where.chosen().name(), understood, text));
      return 0;
    }
    output.out().print(text);
    understood.notes().forEach(note -> output.warn("import", note.toString()));
    return 0;
  }

  private static Understood understood(Where where) {
    if (where.file() == null && !where.chosen().isPresent(where.root())) {
      throw AliasException.notFound(
          "there are no files of %s".formatted(where.chosen().name()),
          "they would be in " + where.chosen().usual());
    }
    try {
      return where.chosen().read(where.root(), where.file());
    } catch (RefusedException refused) {
      throw refusal(refused);
    }
  }

  static AliasException refusal(RefusedException refused) {
    String message = String.valueOf(refused.getMessage());
    return switch (refused.getCause()) {
      case AccessDeniedException denied ->
          new AliasException(AliasException.Kind.PERMISSION, message, "run it with sudo");
      case NoSuchFileException missing -> AliasException.notFound(message, "");
      case null, default -> AliasException.usage(message, "");
    };
  }

  /**
   * Which files are meant.
   *
   * @param root where the system begins
   * @param chosen the format
   * @param file one file, null for the usual ones
   */
  record Where(Root root, Format chosen, @Nullable Path file) {
    static Where of(Invocation call) {
      Root root = root(call);
      String first = Model.word(call.words(), 0);
      String second = Model.word(call.words(), 1);
      Optional<Format> named = Formats.named(first);
      if (named.isPresent()) {
        return new Where(root, named.get(), second.isEmpty() ? null : path(root, second));
      }
      if (!second.isEmpty() || !first.isEmpty() && !isFile(first)) {
        throw unknown(first);
      }
      if (!first.isEmpty()) {
        return new Where(root, Formats.of(path(root, first)), path(root, first));
      }
      return new Where(root, found(root), null);
    }

    static Root root(Invocation call) {
      String folder = call.words().matchedOptionValue("--root", null);
      if (folder != null) {
        Path root = Path.of(folder).toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
          throw AliasException.notFound("there is no folder " + root, "--root names one");
        }
        return new Root(root);
      }
      return new Root(
          call.surroundings()
              .root()
              .orElseThrow(() ->
                  AliasException.usage(
                      "a host of the lab has no files", "--root DIR names a folder of files")));
    }

    static AliasException unknown(String word) {
      return AliasException.usage(
          "there is no format '" + word + "'", "formats: " + String.join(", ", Formats.names()));
    }

    private static boolean isFile(String word) {
      return word.indexOf('/') >= 0 || word.indexOf('.') > 0;
    }

    /** A file as the tools of the system below the root name it. */
    static Path path(Root root, String word) {
      boolean whole = root.folder().getParent() == null;
      Path path = whole ? Path.of(word).toAbsolutePath() : Path.of("/").resolve(word);
      return path.normalize();
    }

    /** The format whose files declare aliases, or the only one that has files. */
    private static Format found(Root root) {
      List<Format> present = Formats.present(root);
      List<Format> declaring = new ArrayList<>();
      for (Format each : present) {
        if (declares(each, root)) {
          declaring.add(each);
        }
      }
      List<Format> candidates = declaring.isEmpty() ? present : declaring;
      if (candidates.size() == 1) {
        return candidates.getFirst();
      }
      String names = String.join(", ", candidates.stream().map(Format::name).toList());
      throw candidates.isEmpty()
          ? AliasException.notFound(
              "no network files of a known format are found", "name a FORMAT and a FILE")
          : AliasException.usage("there are files of several formats: " + names, "name one");
    }

    /** A format whose files can't be read is a candidate too: the refusal then says why. */
    private static boolean declares(Format format, Root root) {
      try {
        return !format.read(root, null).found().isEmpty();
      } catch (RefusedException unreadable) {
        return true;
      }
    }
  }
}
