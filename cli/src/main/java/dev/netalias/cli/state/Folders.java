package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.UserFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the desired state lies and where what was applied is kept: {@code /etc/netalias} and {@code
 * /var/lib/netalias}, or what systemd gives a service instead ({@code systemd.exec(5)}). Of a named
 * network namespace it is {@code /etc/netns/NAME/netalias}, which {@code ip netns exec} puts in the
 * place of {@code /etc/netalias}; one that has no name has a history, and no desired state.
 */
final class Folders {
  private Folders() {}

  /**
   * The folder of the desired state.
   *
   * @throws AliasException where there is none
   */
  static Path desired(Invocation call) {
    Path root = root(call);
    return perhaps(call, root)
        .orElseThrow(() ->
            AliasException.usage(
                "which desired state '%s' is to have is said nowhere"
                    .formatted(call.globals().netns()),
                "name a FILE, or the namespace by its name"));
  }

  /** The same; empty where there is none. */
  static Optional<Path> perhaps(Invocation call) {
    return call.surroundings().root().flatMap(root -> perhaps(call, root));
  }

  /**
   * The folder of the history of the network that a command works on.
   *
   * @throws AliasException where there are no files, as on a host of the lab
   */
  static Path kept(Invocation call) {
    return kept(root(call)).resolve(call.netAlias().kernel().identity());
  }

  private static Path root(Invocation call) {
    return call.surroundings()
        .root()
        .orElseThrow(() ->
            AliasException.usage(
                "a host of the lab keeps no desired state", "plan and apply take a FILE"));
  }

  private static Optional<Path> perhaps(Invocation call, Path root) {
    String given = environment(root, "CONFIGURATION_DIRECTORY");
    String namespace = call.globals().netns();
    if (given.startsWith("/")) {
      return Optional.of(Path.of(given));
    }
    if (namespace == null) {
      return Optional.of(root.resolve("etc/netalias"));
    }
    return namespace.indexOf('/') >= 0
        ? Optional.empty()
        : Optional.of(root.resolve("etc/netns").resolve(namespace).resolve("netalias"));
  }

  /** What the environment says is of this system, and not of one below another folder. */
  private static String environment(Path root, String name) {
    return isWhole(root) ? System.getenv().getOrDefault(name, "") : "";
  }

  private static boolean isWhole(Path root) {
    return root.getParent() == null;
  }

  /** Whoever may not write there has a folder of the user's own; where nobody can, nobody has. */
  private static Path kept(Path root) {
    String given = environment(root, "STATE_DIRECTORY");
    if (given.startsWith("/")) {
      return Path.of(given);
    }
    Path usual = root.resolve("var/lib/netalias");
    Path above = usual.resolve("..").normalize();
    Path there = Files.exists(usual) ? usual : above;
    if (!isWhole(root) || Files.isWritable(there) || isReadOnly(there)) {
      return usual;
    }
    String users = environment(root, "XDG_STATE_HOME");
    Path home =
        users.startsWith("/")
            ? Path.of(users)
            : Path.of(System.getProperty("user.home", "/"), ".local", "state");
    Path own = home.resolve("netalias");
    return Files.exists(own) || !Files.exists(usual) ? own : usual;
  }

  private static boolean isReadOnly(Path folder) {
    try {
      return Files.getFileStore(folder).isReadOnly();
    } catch (IOException | SecurityException unknown) {
      return false;
    }
  }

  /** A refusal where something can't be kept. */
  static AliasException unwritable(Path file, IOException why) {
    return UserFile.unwritable(file.toString(), why);
  }
}
