package dev.netalias.cli.run;

import dev.netalias.net.Mac;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who makes what has a MAC address, as far as this system knows: from whichever list it has for
 * other programs. Read only when somebody asks.
 */
public final class Vendors {
  private static final List<Path> LISTS =
      List.of(
          Path.of("/usr/share/ieee-data/oui.txt"),
          Path.of("/var/lib/ieee-data/oui.txt"),
          Path.of("/usr/share/hwdata/oui.txt"),
          Path.of("/usr/share/nmap/nmap-mac-prefixes"),
          Path.of("/usr/share/wireshark/manuf"),
          Path.of("/usr/lib/udev/hwdb.d/20-OUI.hwdb"),
          Path.of("/lib/udev/hwdb.d/20-OUI.hwdb"));

  /**
   * {@code 00-00-5E (hex) NAME}, {@code 00005E NAME}, {@code 00:00:5E SHORT NAME}, {@code OUI:…}.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "(?:OUI:)?((?:[0-9A-F]{2}[:-]?){3}[0-9A-F:-]*)(?:/(\\d+))?\\*?(?:\\s+(?:\\((?:hex|base 16)\\))?\\s*(.*))?");

  private static final String OF_HWDB = " ID_OUI_FROM_DATABASE=";
  private static final int LOCALLY_ADMINISTERED = 2;

  private final List<Path> lists;
  private final Map<Mac, Optional<String>> known = new HashMap<>();

  /** As this system knows. */
  public Vendors() {
    this(LISTS);
  }

  /** As the first of some lists that is there knows. */
  Vendors(List<Path> lists) {
    this.lists = List.copyOf(lists);
  }

  /** The maker; empty where it is not known. */
  public Optional<String> of(Mac mac) {
    return known.computeIfAbsent(mac, this::find);
  }

  /** The address with what is known of it, {@code 00:1b:21:00:00:01 (Intel Corporate)}. */
  public String named(Mac mac) {
    return of(mac).map(vendor -> mac + " (" + vendor + ")").orElse(mac.toString());
  }

  private Optional<String> find(Mac mac) {
    byte[] bytes = mac.bytes();
    if (bytes.length == 0) {
      return Optional.empty();
    }
    String hex = HexFormat.of().withUpperCase().formatHex(bytes);
    for (Path list : lists) {
      if (Files.isReadable(list)) {
        Optional<String> found = find(list, hex);
        if (found.isPresent()) {
          return found;
        }
        break; // the others know no more
      }
    }
    boolean own = (bytes[0] & LOCALLY_ADMINISTERED) != 0;
    return own ? Optional.of("locally administered") : Optional.empty();
  }

  /** The name behind the longest prefix: makers of little have part of a block. */
  private static Optional<String> find(Path list, String hex) {
    List<String> starts =
        Stream.of("", ":", "-")
            .map(between -> hex.substring(0, 6).replaceAll("(..)(?=.)", "$1" + between))
            .toList();
    String best = null;
    int length = 0;
    String before = "";
    try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(OF_HWDB)) {
          if (before.length() > length) {
            best = line.substring(OF_HWDB.length());
            length = before.length();
          }
          continue;
        }
        before = "";
        Matcher matcher = LINE.matcher(line);
        if (starts.stream().noneMatch(line::contains) || !matcher.matches()) {
          continue;
        }
        String prefix = prefix(matcher);
        if (!hex.startsWith(prefix)) {
          continue;
        }
        if (line.startsWith("OUI:")) {
          before = prefix;
        } else if (prefix.length() > length) {
          best = lastColumn(matcher.group(3));
          length = prefix.length();
        }
      }
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    return Optional.ofNullable(best).map(String::strip).filter(name -> !name.isEmpty());
  }

  private static String prefix(Matcher line) {
    String digits = line.group(1).replaceAll("[:-]", "").toUpperCase(Locale.ROOT);
    String bits = line.group(2);
    return bits == null
        ? digits
        : digits.substring(0, Math.min(digits.length(), Integer.parseInt(bits) / 4));
  }

  private static String lastColumn(String text) {
    return text == null ? "" : text.substring(text.lastIndexOf('\t') + 1);
  }
}
