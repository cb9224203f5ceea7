package dev.netalias.cli.traffic;

import dev.netalias.alias.Alias;
import dev.netalias.alias.Counting;
import dev.netalias.kernel.traffic.Match.Transport;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected here by SSH, and runs this: {@code SSH_CONNECTION} of {@code ssh(1)}.
 *
 * @param client the other end's address
 * @param server this end's address
 * @param port this end's port
 */
record SshClient(Address client, Address server, int port) {
  private static final String CONNECTION = "SSH_CONNECTION";
  private static final int WORDS = 4;
  private static final int MOST_PARENTS = 32;

  /**
   * The one of this process. What was changed on the way, as by {@code sudo}, which keeps no such
   * variable, is looked for in the environments of the processes that began this one.
   */
  static @Nullable SshClient ofThisProcess() {
    Map<String, String> own = System.getenv();
    SshClient found = of(own.getOrDefault(CONNECTION, ""));
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    for (int i = 0; i < MOST_PARENTS && found == null && parent.isPresent(); i++) {
      found = of(inEnvironment(parent.get().pid()));
      parent = parent.get().parent();
    }
    return found;
  }

  private static String inEnvironment(long process) {
    try {
      Path file = Path.of("/proc/" + process + "/environ");
      for (String entry : Files.readString(file, StandardCharsets.ISO_8859_1).split("\0")) {
        if (entry.startsWith(CONNECTION + "=")) {
          return entry.substring(CONNECTION.length() + 1);
        }
      }
      return "";
    } catch (IOException notToBeRead) {
      return "";
    }
  }

  /** Reads {@code CLIENT CPORT SERVER SPORT}; null where it is something else. */
  static @Nullable SshClient of(String text) {
    String[] words = text.split(" ");
    if (words.length != WORDS || !words[3].matches("\\d{1,5}")) {
      return null;
    }
    try {
      return new SshClient(plain(words[0]), plain(words[2]), Integer.parseInt(words[3]));
    } catch (FormatException otherwise) {
      return null;
    }
  }

  /** An address without the zone of a link, and IPv4 as such where it stands in IPv6. */
  private static Address plain(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    return Address.parse(address.startsWith("::ffff:") ? address.substring(7) : address);
  }

  /** Whether a policy of an alias would let this client connect no more. */
  boolean isShutOut(Alias alias, Policy policy) {
    return Counting.of(alias).contains(server) && !policy.allows(Transport.TCP, port, client);
  }
}
