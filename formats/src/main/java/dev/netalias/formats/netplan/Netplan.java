package dev.netalias.formats.netplan;

import dev.netalias.formats.Declared;
import dev.netalias.formats.Edited;
import dev.netalias.formats.Format;
import dev.netalias.formats.Root;
import dev.netalias.formats.Understood;
import dev.netalias.formats.Wish;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** netplan's YAML files. */
public final class Netplan implements Format {
  static final Path USUAL = Path.of("/etc/netplan");

  /** What is generated goes into a copy, beside what netplan itself made. */
  private static final String CHECK =
      """
      for folder in lib/netplan etc/netplan run/netplan; do
        mkdir -p "$1/$folder"
        for file in "$0/$folder"/*.yaml; do
          [ ! -r "$file" ] || cp -p "$file" "$1/$folder/"
        done
      done
      netplan generate --root-dir "$1"
      """;

  @Override
  public String name() {
    return "netplan";
  }

  @Override
  public Path usual() {
    return USUAL;
  }

  @Override
  public boolean isPresent(Root root) {
    return root.names(USUAL).stream().anyMatch(name -> name.endsWith(".yaml"));
  }

  @Override
  public String permissions() {
    return "rw-------"; // others may not read keys of wireless networks, and netplan warns where
    // they can
  }

  @Override
  public Understood read(Root root, @Nullable Path file) {
    Configuration all = Configuration.of(root, file);
    return Understood.of(
        all.sources().stream().map(Source::file).toList(), all.entries(), all.notes());
  }

  @Override
  public Edited edit(Root root, @Nullable Path file, Wish wish) {
    Path alone = Format.alone(file, Configuration.FOLDERS);
    Configuration all =
        alone != null && !root.exists(alone)
            ? Configuration.of(List.of())
            : Configuration.of(root, alone);
    return edit(root, all, file, wish);
  }

  static Edited edit(Root root, Configuration all, @Nullable Path file, Wish wish) {
    String where = file == null ? USUAL.toString() : file.toString();
    Path target = file == null ? USUAL.resolve("90-netalias.yaml") : file;
    Wish sayable =
        wish.sayable(where, Netplan::refusal)
            .withoutNames(where, "IPv6", one -> !one.isInet())
            .withoutNames(where, "NetworkManager", one -> all.isLabelless(one.device()));
    return new Editor(root, all, target, file != null).edit(sayable);
  }

  private static Optional<String> refusal(Declared one) {
    return Wish.refusal(one, "netplan")
        .or(() ->
            one.hasUsualBroadcast()
                ? Optional.empty()
                : Optional.of("netplan has no word for a broadcast address"));
  }

  @Override
  public List<Check> checks(Root root, Edited edited, Path scratch) {
    return List.of(
        new Check(
            "netplan generate",
            List.of("sh", "-ec", CHECK, root.folder().toString(), scratch.toString())));
  }
}
