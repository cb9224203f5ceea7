package dev.netalias.cli.state;

import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.UserFile;
import dev.netalias.formats.yaml.AliasFiles;
import dev.netalias.plan.Desired;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The desired state for commands that only look at it. */
public final class SavedState {
  private SavedState() {}

  /** What was saved of the network that a command works on, empty where nothing was. */
  public static Optional<Desired> of(Invocation call) {
    Optional<Path> folder = Folders.perhaps(call);
    if (folder.isEmpty()) {
      return Optional.empty(); // a host of the lab, a network namespace without a name
    }
    try {
      return Optional.of(AliasFiles.folder(folder.get()).desired(Wanted.types(call)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException why) {
      throw AliasFiles.unreadable(why);
    }
  }

  /** What a file says. */
  public static Desired of(Invocation call, String file) {
    try {
      return AliasFiles.one(Path.of(file)).desired(Wanted.types(call));
    } catch (IOException why) {
      throw UserFile.refusal("desired state", file, why);
    }
  }
}
