package dev.netalias.cli.look.name;

import dev.netalias.net.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** {@code /etc/networks}: lines of a name, a number and other names; read when it is asked. */
final class Networks {
  private static final Path OF_SYSTEM = Path.of("/etc/networks");

  private final Path file;
  private @Nullable List<String> lines;

  Networks(Path file) {
    this.file = file;
  }

  static Networks ofSystem() {
    return new Networks(OF_SYSTEM);
  }

  /** The address of the network of a name. */
  Optional<Address> address(String name) {
    for (String line : lines()) {
      String[] words = words(line);
      for (int i = 0; i < words.length; i++) {
        if (i != 1 && words.length > 1 && words[i].equalsIgnoreCase(name)) {
          return number(words[1]);
        }
      }
    }
    return Optional.empty();
  }

  /** The name of the network of an address. */
  Optional<String> name(Address network) {
    for (String line : lines()) {
      String[] words = words(line);
      if (words.length > 1 && number(words[1]).filter(network::equals).isPresent()) {
        return Optional.of(words[0]);
      }
    }
    return Optional.empty();
  }

  private static String[] words(String line) {
    int comment = line.indexOf('#');
    StringTokenizer words =
        new StringTokenizer(comment < 0 ? line : line.substring(0, comment), " \t");
    String[] all = new String[words.countTokens()];
    for (int i = 0; i < all.length; i++) {
      all[i] = words.nextToken();
    }
    return all;
  }

  /** A number of up to four bytes, filled up with zeros: {@code 127} is {@code 127.0.0.0}. */
  private static Optional<Address> number(String text) {
    StringBuilder whole = new StringBuilder(text.toLowerCase(Locale.ROOT));
    for (long dots = text.chars().filter(c -> c == '.').count(); dots < 3; dots++) {
      whole.append(".0");
    }
    return AddressText.aton(whole.toString());
  }

  private List<String> lines() {
    if (lines == null) {
      lines = read(file);
    }
    return lines;
  }

  private static List<String> read(Path file) {
    try {
      return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n"));
    } catch (IOException none) {
      return List.of();
    }
  }
}
