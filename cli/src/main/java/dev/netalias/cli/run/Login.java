package dev.netalias.cli.run;

import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.state.Connection;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connection that somebody is logged in by.
 *
 * @param connection between which ends
 * @param own whether it is the user who runs this command
 */
public record Login(Connection connection, boolean own) {
  /** The user's own; null where that is not known. */
  static @Nullable Connection own(Surroundings at, Kernel kernel) {
    Connection told = connection(at.variable("SSH_CONNECTION"));
    return told == null ? connection(at.variable("SSH_CLIENT"), kernel) : told;
  }

  /** The user's own; where that is not known, those of everybody whom {@code sshd} serves. */
  static List<Login> all(Surroundings at, Kernel kernel) {
    Connection own = own(at, kernel);
    if (own != null) {
      return List.of(new Login(own, true));
    }
    List<Connection> some =
        kernel.connections().stream().filter(c -> c.tcp() && c.socket() != 0).toList();
    Map<Long, String> programs =
        kernel.programs(some.stream().map(Connection::socket).collect(Collectors.toSet()));
    return some.stream()
        .filter(c -> programs.getOrDefault(c.socket(), "").startsWith("sshd"))
        .map(c -> new Login(c, false))
        .toList();
  }

  /** Reads {@code CLIENT CPORT SERVER SPORT}; null where it is something else. */
  static @Nullable Connection connection(@Nullable String text) {
    String[] words = words(text, 4);
    try {
      return words.length == 0
          ? null
          : new Connection(true, end(words[2], words[3]), end(words[0], words[1]), 0);
    } catch (FormatException | NumberFormatException foreign) {
      return null;
    }
  }

  /** Reads {@code CLIENT CPORT SPORT}, which does not say to which address. */
  private static @Nullable Connection connection(@Nullable String text, Kernel kernel) {
    String[] words = words(text, 3);
    try {
      if (words.length == 0) {
        return null;
      }
      Connection.End peer = end(words[0], words[1]);
      int port = Integer.parseInt(words[2]);
      return kernel.connections().stream()
          .filter(c -> c.tcp() && c.peer().equals(peer) && c.local().port() == port)
          .findFirst()
          .orElse(null);
    } catch (FormatException | NumberFormatException foreign) {
      return null;
    }
  }

  private static String[] words(@Nullable String text, int count) {
    String[] words = text == null ? new String[0] : text.strip().split(" +", -1);
    return words.length == count ? words : new String[0];
  }

  /** An address without the zone of a link, and IPv4 as such where it stands in IPv6. */
  private static Connection.End end(String address, String port) {
    String mapped = "::ffff:";
    boolean isMapped = address.startsWith(mapped) && address.indexOf('.') > 0;
    String plain = isMapped ? address.substring(mapped.length()) : address;
    int zone = plain.indexOf('%');
    return new Connection.End(
        Address.parse(zone < 0 ? plain : plain.substring(0, zone)), Integer.parseInt(port));
  }
}
