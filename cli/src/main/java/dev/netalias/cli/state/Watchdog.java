package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.run.Invocation;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that takes a state back when its time is over: in a session of its own, with no
 * terminal, so that it outlives the command, its terminal and its connection. Where systemd runs it
 * is a transient unit, which also outlives the end of the login.
 */
final class Watchdog {
  /** What can't be taken back is tried again, for a day: a disk gets room, a device opens. */
  private static final String WAIT =
      """
      sleep "$1"
      shift
      for try in $(seq 8640); do
        said=$("$@" 2>&1) && exit
        logger -t netalias -- "$said" || printf '%s\\n' "$said"
        sleep 10
      done
      exit 1
      """;

  /** Variables that say where states are kept: systemd starts things without them. */
  private static final List<String> FOLDERS =
      List.of("STATE_DIRECTORY", "CONFIGURATION_DIRECTORY", "XDG_STATE_HOME");

  private Watchdog() {}

  /** Starts it. */
  static void start(Invocation call, String token, long seconds) {
    List<String> rollback = new ArrayList<>(self());
    String namespace = call.globals().netns();
    if (namespace != null) {
      rollback.addAll(List.of("--netns", namespace));
    }
    rollback.addAll(List.of("-q", "rollback", "--unconfirmed", token));
    List<String> command = new ArrayList<>();
    if (isOfSystemd(call)) {
      command.addAll(
          List.of(
              "systemd-run",
              "--quiet",
              "--collect",
              "--unit=" + unit(token),
              "--on-active=" + seconds,
              "--timer-property=AccuracySec=100ms"));
      FOLDERS.forEach(name -> {
        String value = System.getenv(name);
        if (value != null) {
          command.add("--setenv=" + name + "=" + value);
        }
      });
      command.add("--");
    } else {
      command.addAll(List.of("setsid", "--fork"));
    }
    command.addAll(List.of("sh", "-c", WAIT, "netalias-rollback"));
    command.add(isOfSystemd(call) ? "0" : Long.toString(seconds));
    command.addAll(rollback);
    if (!succeeds(command)) {
      throw AliasException.conflict(
          "nobody would take the state back: '%s' can't be started".formatted(command.getFirst()),
          "nothing was changed; without --confirm it is applied for good");
    }
  }

  /** Ends it where systemd has it; elsewhere it finds nothing to do when its time is over. */
  static void end(Invocation call, String token) {
    if (isOfSystemd(call)) {
      succeeds(List.of("systemctl", "stop", unit(token) + ".timer"));
    }
  }

  private static String unit(String token) {
    return "netalias-rollback-" + token;
  }

  /** Whether systemd runs, in the very network that is worked on: what it starts is in its own. */
  private static boolean isOfSystemd(Invocation call) {
    return Files.isDirectory(Path.of("/run/systemd/system"))
        && call.netAlias().kernel().identity().equals("host");
  }

  private static boolean succeeds(List<String> command) {
    File nowhere = new File("/dev/null");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectInput(nowhere)
              .redirectOutput(nowhere)
              .redirectError(nowhere)
              .start();
      return process.waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How this very program was started, up to its own words. */
  private static List<String> self() {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
      List<String> words = List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1));
      int main = -1;
      for (int i = 0; i < words.size() && main < 0; i++) {
        main = words.get(i).endsWith("dev.netalias.cli.Main") ? i : main;
      }
      if (main > 0) {
        List<String> self = new ArrayList<>();
        for (String word : words.subList(0, main + 1)) {
          self.add(word.startsWith("-Dnetalias.argv0=") ? "-Dnetalias.argv0=netalias" : word);
        }
        return self;
      }
    } catch (IOException noProc) {
      // told below
    }
    throw AliasException.conflict(
        "nobody would take the state back: this program can't be started again from here",
        "nothing was changed; without --confirm it is applied for good");
  }
}
