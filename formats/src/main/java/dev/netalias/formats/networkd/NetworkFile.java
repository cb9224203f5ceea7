package dev.netalias.formats.networkd;

import dev.netalias.formats.Root;
import dev.netalias.formats.ini.IniFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One {@code .network} file with its drop-ins, in the order in which networkd reads them.
 *
 * @param path the file
 * @param parts it, and its drop-ins
 */
record NetworkFile(Path path, List<IniFile> parts) {
  /** Where networkd looks, the most important first. */
  static final List<Path> FOLDERS =
      List.of(
          Path.of("/etc/systemd/network"),
          Path.of("/run/systemd/network"),
          Path.of("/usr/local/lib/systemd/network"),
          Path.of("/usr/lib/systemd/network"),
          Path.of("/lib/systemd/network"));

  NetworkFile {
    parts = List.copyOf(parts);
  }

  /** All that there are, or one file with what is dropped into it. */
  static List<NetworkFile> all(Root root, @Nullable Path one) {
    if (one != null) {
      return List.of(of(root, one));
    }
    TreeMap<String, Path> byName = named(root, "", ".network");
    List<NetworkFile> all = new ArrayList<>();
    byName.values().forEach(path -> all.add(of(root, path)));
    return all;
  }

  private static NetworkFile of(Root root, Path path) {
    List<IniFile> parts = new ArrayList<>();
    parts.add(read(root, path));
    TreeMap<String, Path> dropIns = named(root, path.getFileName() + ".d", ".conf");
    Path beside = path.resolveSibling(path.getFileName() + ".d");
    for (String name : root.names(beside)) {
      if (name.endsWith(".conf")) {
        dropIns.putIfAbsent(name, beside.resolve(name));
      }
    }
    dropIns.values().forEach(each -> parts.add(read(root, each)));
    return new NetworkFile(path, parts);
  }

  /** Files of all folders, by name; of one name the most important folder's. */
  private static TreeMap<String, Path> named(Root root, String below, String end) {
    TreeMap<String, Path> found = new TreeMap<>();
    for (Path each : FOLDERS) {
      Path folder = below.isEmpty() ? each : each.resolve(below);
      for (String name : root.names(folder)) {
        if (name.endsWith(end) && root.isFile(folder.resolve(name))) {
          found.putIfAbsent(name, folder.resolve(name));
        }
      }
    }
    return found;
  }

  private static IniFile read(Root root, Path path) {
    return IniFile.parse(path.toString(), root.bytes(path), true);
  }

  /** Whether it came with the distribution, and nobody has put anything into it. */
  boolean isShipped() {
    return parts.stream()
        .allMatch(part -> part.name().startsWith("/usr/lib/") || part.name().startsWith("/lib/"));
  }

  /** The words of {@code Name=} in {@code [Match]}. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (IniFile part : parts) {
      for (IniFile.Section match : part.all("Match")) {
        match
            .all("Name")
            .forEach(entry -> {
              if (entry.value().isEmpty()) {
                names.clear();
              } else {
                names.addAll(List.of(entry.value().split("\\s+")));
              }
            });
      }
    }
    return names;
  }
}
