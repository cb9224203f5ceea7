package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.UserFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the desired state lies and where what was applied is kept: {@code /etc/netalias} and {@code
 * /var/lib/netalias}, or what systemd gives a service instead ({@code systemd.exec(5)}). Of a named
 * network namespace it is {@code /etc/netns/NAME/netalias}, which {@code ip netns exec} puts in the
 * place of {@code /etc/netalias}.
 *
 * @param desired the folder of the desired state
 * @param kept the folder of one network's history
 */
record Folders(Path desired, Path kept) {

  /**
   * The folders of the network that a command works on.
   *
   * @throws AliasException where there are no files, as on a host of the lab
   */
  static Folders of(Invocation call) {
    Path root =
        call.surroundings()
            .root()
            .orElseThrow(() ->
                AliasException.usage(
                    "a host of the lab keeps no desired state", "plan and apply take a FILE"));
    // What the environment says is of this system, and not of one below another folder.
    Map<String, String> environment = isWhole(root) ? System.getenv() : Map.of();
    String identity = call.netAlias().kernel().identity();
    return new Folders(
        desired(root, environment, call.globals().netns()),
        kept(root, environment).resolve(identity));
  }

  private static boolean isWhole(Path root) {
    return root.getParent() == null;
  }

  private static Path desired(
      Path root, Map<String, String> environment, @Nullable String namespace) {
    String given = environment.getOrDefault("CONFIGURATION_DIRECTORY", "");
    if (given.startsWith("/")) {
      return Path.of(given);
    }
    if (namespace == null) {
      return root.resolve("etc/netalias");
    }
    if (namespace.indexOf('/') >= 0) {
      throw AliasException.usage(
          "which desired state '%s' is to have is said nowhere".formatted(namespace),
          "name a FILE, or the namespace by its name");
    }
    return root.resolve("etc/netns").resolve(namespace).resolve("netalias");
  }

  /** Whoever can't write there has a folder of the user's own. */
  private static Path kept(Path root, Map<String, String> environment) {
    String given = environment.getOrDefault("STATE_DIRECTORY", "");
    if (given.startsWith("/")) {
      return Path.of(given);
    }
    Path usual = root.resolve("var/lib/netalias");
    Path above = usual.resolve("..").normalize();
    if (!isWhole(root) || Files.isWritable(Files.exists(usual) ? usual : above)) {
      return usual;
    }
    String users = environment.getOrDefault("XDG_STATE_HOME", "");
    Path home =
        users.startsWith("/")
            ? Path.of(users)
            : Path.of(System.getProperty("user.home", "/"), ".local", "state");
    Path own = home.resolve("netalias");
    return Files.exists(own) || !Files.exists(usual) ? own : usual;
  }

  /** A refusal where something can't be kept. */
  static AliasException unwritable(Path file, IOException why) {
    return UserFile.unwritable(file.toString(), why);
  }
}
