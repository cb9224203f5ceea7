package dev.netalias.cli.state;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.StateJson;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.words.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias enable} and {@code disable}: {@code systemctl enable netalias.service}. */
public final class EnableCommand implements Command {
  private static final Path UNITS = Path.of("etc/systemd/system");
  private static final Path WANTED = UNITS.resolve("multi-user.target.wants");

  private final boolean enable;

  /** The command: to enable or to disable. */
  public EnableCommand(boolean enable) {
    this.enable = enable;
  }

  @Override
  public void describe(CommandSpec spec) {
    if (enable) {
      Model.help(
          spec,
          "Has the saved aliases come back at every boot, and for devices that come later.",
          "Installs two units of systemd: netalias.service makes the desired state before"
              + " network-online.target, netalias-watch.service gives a device its aliases when it"
              + " appears or is opened. They run with CAP_NET_ADMIN and CAP_NET_RAW alone.",
          "netalias enable",
          "netalias enable --root /mnt/image");
    } else {
      Model.help(
          spec,
          "Has nothing come back by itself any more.",
          "Removes what netalias enable installed. Aliases that are there stay.",
          "netalias disable");
    }
    spec.addOption(
        Model.value(
            "--root", "DIR", "the system below this folder, such as an image; started never"));
  }

  @Override
  public int run(Invocation call) {
    String given = call.words().matchedOptionValue("--root", null);
    Path root =
        given != null
            ? Path.of(given)
            : call.surroundings()
                .root()
                .orElseThrow(() -> AliasException.usage("a host of the lab has no boot", ""));
    boolean dry = call.globals().dryRun();
    List<String> done = new ArrayList<>();
    for (Map.Entry<String, String> unit : units().entrySet()) {
      Path file = root.resolve(UNITS).resolve(unit.getKey());
      Path link = root.resolve(WANTED).resolve(unit.getKey());
      if (enable) {
        done.add((dry ? "would write " : "wrote ") + file);
        done.add((dry ? "would link " : "linked ") + link);
      } else if (Files.exists(file)) {
        done.add((dry ? "would remove " : "removed ") + file);
      }
      if (!dry) {
        change(file, link, unit.getValue());
      }
    }
    boolean runs = given == null && Files.isDirectory(Path.of("/run/systemd/system"));
    if (runs && !dry) {
      reload();
    }
    tell(call, dry, done);
    return 0;
  }

  private static Map<String, String> units() {
    String program = System.getProperty("netalias.path", "/usr/bin/netalias");
    return new TreeMap<>(
        Map.of(
            "netalias.service", Units.boot(program),
            "netalias-watch.service", Units.watch(program)));
  }

  private void change(Path file, Path link, String text) {
    try {
      Files.deleteIfExists(link);
      if (enable) {
        Durable.write(file, text);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("..").resolve(file.getFileName()));
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException why) {
      throw Folders.unwritable(file, why);
    }
  }

  /** The links say what is started at a boot; systemd reads them when it is told to. */
  private static void reload() {
    try {
      int exit = new ProcessBuilder("systemctl", "daemon-reload").inheritIO().start().waitFor();
      if (exit != 0) {
        throw AliasException.conflict(
            "systemctl daemon-reload failed", "the units are installed, and read at the next boot");
      }
    } catch (IOException missing) {
      throw AliasException.conflict("systemctl can't be started: " + missing.getMessage(), "");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(Invocation call, boolean dry, List<String> done) {
    Output output = call.output();
    if (output.isJson()) {
      Json.print(output.out(), StateJson.Edited.class, new StateJson.Edited(dry, done));
    } else if (done.isEmpty()) {
      output.out().println("nothing to do");
    } else if (!output.quiet()) {
      done.forEach(line -> output.out().println((dry ? "# " : "") + line));
    }
  }
}
