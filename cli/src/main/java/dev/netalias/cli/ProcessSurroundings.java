package dev.netalias.cli;

import dev.netalias.NetAlias;
import dev.netalias.cli.print.OutputStreams;
import dev.netalias.cli.run.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This process, and the network that it is in. */
final class ProcessSurroundings implements Surroundings {
  private static final int MOST_ANCESTORS = 32;

  private final PrintStream out = OutputStreams.standardOutput();
  private final PrintStream err = OutputStreams.standardError();

  @Override
  public InputStream in() {
    return System.in;
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public boolean isInTerminal() {
    return isTerminal(0);
  }

  @Override
  public boolean isOutTerminal() {
    return isTerminal(1);
  }

  @Override
  public boolean isErrTerminal() {
    return isTerminal(2);
  }

  @Override
  public Optional<Path> root() {
    return Optional.of(Path.of("/"));
  }

  /** {@code isatty(3)}, without a call of native code. */
  private static boolean isTerminal(int descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /** {@code sudo} takes most out of the environment; the shell before it still has them. */
  @Override
  public @Nullable String variable(String name) {
    String own = System.getenv(name);
    ProcessHandle at = ProcessHandle.current();
    for (int i = 0; own == null && i < MOST_ANCESTORS && at.parent().isPresent(); i++) {
      at = at.parent().get();
      own = inEnvironment(at.pid(), name + "=");
    }
    return own;
  }

  private static @Nullable String inEnvironment(long process, String begins) {
    try {
      Path file = Path.of("/proc/" + process + "/environ");
      String all = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (String variable : all.split("\0", -1)) {
        if (variable.startsWith(begins)) {
          return variable.substring(begins.length());
        }
      }
      return null;
    } catch (IOException notToBeRead) {
      return null;
    }
  }

  @Override
  public NetAlias open(@Nullable String namespace) {
    return namespace == null ? NetAlias.open() : NetAlias.inNamespace(namespace);
  }
}
