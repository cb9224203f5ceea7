package dev.netalias.cli;

import dev.netalias.cli.command.Commands;
import dev.netalias.cli.doc.Completion;
import dev.netalias.cli.doc.ManPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Writes man pages and completion into a folder: called by the build. */
final class Documents {
  private Documents() {}

  /** Arguments: the folder, the version. */
  public static void main(String[] args) throws IOException {
    CommandLine tree = Commands.tree(Version::text);
    Path man = Files.createDirectories(Path.of(args[0], "man", "man8"));
    for (Map.Entry<String, String> page : new ManPages(tree, args[1]).pages().entrySet()) {
      Files.writeString(man.resolve(page.getKey()), page.getValue());
    }
    Path completion = Files.createDirectories(Path.of(args[0], "completion"));
    Files.writeString(completion.resolve("netalias.bash"), new Completion(tree).bash());
    Files.writeString(completion.resolve("_netalias"), new Completion(tree).zsh());
  }
}
