package dev.netalias.cli.files;

import dev.netalias.formats.Format;
import dev.netalias.formats.Root;
import dev.netalias.formats.ifupdown.Ifupdown;
import dev.netalias.formats.keyfile.Keyfile;
import dev.netalias.formats.netplan.Netplan;
import dev.netalias.formats.networkd.Networkd;
import dev.netalias.formats.rclocal.RcLocal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All formats. */
final class Formats {
  private static final List<String> NAMES =
      List.of("ifupdown", "netplan", "networkd", "nm", "rc.local");

  private Formats() {}

  /** Their names. */
  static List<String> names() {
    return NAMES;
  }

  /** The format of a name. */
  static Optional<Format> named(String name) {
    return switch (name) {
      case "ifupdown" -> Optional.of(new Ifupdown());
      case "netplan" -> Optional.of(new Netplan());
      case "networkd" -> Optional.of(new Networkd());
      case "nm" -> Optional.of(new Keyfile());
      case "rc.local" -> Optional.of(new RcLocal());
      default -> Optional.empty();
    };
  }

  /** The format that a file is of, by its name. */
  static Format of(Path file) {
    String name = String.valueOf(file.getFileName());
    String format =
        name.endsWith(".yaml") || name.endsWith(".yml")
            ? "netplan"
            : name.endsWith(".network")
                ? "networkd"
                : name.endsWith(".nmconnection")
                    ? "nm"
                    : name.equals("rc.local") ? "rc.local" : "ifupdown";
    return named(format).orElseThrow();
  }

  /** The formats that a system has files of; a start-up script alone says little. */
  static List<Format> present(Root root) {
    return NAMES.stream()
        .filter(name -> !name.equals("rc.local"))
        .flatMap(name -> named(name).stream())
        .filter(format -> format.isPresent(root))
        .toList();
  }
}
