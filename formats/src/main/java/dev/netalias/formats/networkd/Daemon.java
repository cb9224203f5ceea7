package dev.netalias.formats.networkd;

import dev.netalias.formats.Edited;
import dev.netalias.formats.Format;
import dev.netalias.formats.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What networkd itself says of files. It has no command that checks any, so it is started on copies
 * of them, in namespaces of its own where there is no device but lo, and ended once it has read
 * them. It ignores what it can't read, with a message: one that it had not for the files as they
 * were before refuses them.
 */
final class Daemon {
  static final String NAME = "systemd-networkd";

  /** Looks for what is needed: 127 where there is no such program, 126 where it may not be run. */
  private static final String OUTSIDE =
      """
      for daemon in /usr/lib/systemd/systemd-networkd /lib/systemd/systemd-networkd; do
        [ ! -x $daemon ] || break
      done
      [ -x $daemon ] || exit 127
      alone="unshare --net --mount --pid --fork --kill-child"
      $alone true || exit 126
      exec $alone sh -ec "$0" $daemon "$@"
      """;

  /**
   * In the namespaces: ends with 3 where files are refused; $0 is the daemon, $1 the root of the
   * system, $2 the changed files.
   */
  private static final String INSIDE =
      """
      trap 'case $? in 0 | 3) ;; *) exit 126 ;; esac' EXIT
      mkdir "$2/all"
      for folder in usr/lib usr/local/lib run etc; do
        for file in "${1%/}/$folder"/systemd/network/*.network*; do
          [ ! -e "$file" ] || cp -r "$file" "$2/all"
        done
      done
      mount -t tmpfs none /run
      mkdir /run/systemd
      files=/run/systemd/network
      cp -r "$2/all" $files
      for folder in /etc /usr/local/lib /usr/lib; do
        [ ! -d $folder/systemd/network ] || mount -t tmpfs none $folder/systemd/network
      done
      mount -o remount,bind,ro /sys || true
      export container=netalias SYSTEMD_LOG_LEVEL=info SYSTEMD_LOG_COLOR=0 SYSTEMD_LOG_TARGET=console
      mkfifo /run/log
      said() {
        cp -r "$1/." $files
        chmod -R a+rX $files
        "$0" >/run/log 2>&1 &
        sed '/Enumeration completed/q' </run/log >/run/all
        kill $! && wait $! || true
        grep -q 'Enumeration completed' /run/all || exit 126
        sed -n "s,$files/,/etc/systemd/network/,p" /run/all >/run/$2
      }
      said "$2/after" now
      said "$2/before" before
      awk 'function plain(text) { gsub(/(:|line )[0-9]+/, "", text); return text }
        FILENAME == "/run/before" { old[plain($0)]; next }
        !(plain($0) in old) { print; new = 1 }
        END { exit new * 3 }' /run/before /run/now
      """;

  private Daemon() {}

  /**
   * The question to networkd.
   *
   * @param scratch takes the files as they are, and as they were before
   */
  static Format.Check check(Root root, Edited edited, Path scratch) {
    for (Edited.File file : edited.files()) {
      if (file.isChanged()) {
        keep(scratch.resolve("after"), file.path(), file.after());
        keep(scratch.resolve("before"), file.path(), file.before());
      }
    }
    List<String> command = new ArrayList<>(List.of("sh", "-c", OUTSIDE, INSIDE));
    command.addAll(List.of(root.folder().toString(), scratch.toString()));
    return new Format.Check(NAME, command);
  }

  /** A drop-in is kept in its folder. */
  private static void keep(Path folder, Path file, byte[] bytes) {
    int depth = String.valueOf(file.getParent()).endsWith(".d") ? 2 : 1;
    Path kept = folder.resolve(file.subpath(file.getNameCount() - depth, file.getNameCount()));
    try {
      Files.createDirectories(kept.resolveSibling("."));
      Files.write(kept, bytes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
