package dev.netalias.cli;

import dev.netalias.NetAlias;
import dev.netalias.cli.run.Surroundings;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.testkit.Ran;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Command lines run in this process on a kernel, and what they print. */
final class Screen implements Surroundings {
  private final Supplier<NetAlias> network;
  private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);
  private String input = "";
  private boolean terminal;
  private final Map<String, String> variables = new HashMap<>();
  private @Nullable Path root;

  private Screen(Supplier<NetAlias> network) {
    this.network = network;
  }

  static Screen on(Kernel kernel) {
    return new Screen(() -> NetAlias.over(kernel));
  }

  /** On a network namespace of the running kernel. */
  static Screen in(String namespace) {
    return new Screen(() -> NetAlias.inNamespace(namespace));
  }

  /** With files of a machine, below a folder. */
  Screen below(Path folder) {
    root = folder;
    return this;
  }

  Screen typing(String text) {
    input = text;
    return this;
  }

  Screen asTerminal() {
    terminal = true;
    return this;
  }

  Screen loggedInBy(String connection) {
    return with("SSH_CONNECTION", connection);
  }

  /** With a variable in the environment. */
  Screen with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  @Override
  public @Nullable String variable(String name) {
    return variables.get(name);
  }

  /** Runs one command line, its words with blanks between them. */
  Ran run(String line) {
    return run(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }

  Ran run(List<String> words) {
    outBytes.reset();
    errBytes.reset();
    int exitCode = new Cli(this).run(words);
    return new Ran(
        exitCode,
        outBytes.toString(StandardCharsets.UTF_8),
        errBytes.toString(StandardCharsets.UTF_8));
  }

  @Override
  public InputStream in() {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
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
  public boolean isOutTerminal() {
    return terminal;
  }

  @Override
  public boolean isInTerminal() {
    return terminal;
  }

  @Override
  public boolean isErrTerminal() {
    return terminal;
  }

  @Override
  public Optional<Path> root() {
    return Optional.ofNullable(root);
  }

  @Override
  public NetAlias open(@Nullable String namespace) {
    if (namespace != null) {
      throw new KernelException("setns", KernelException.ENOENT, "No such file or directory", null);
    }
    return network.get();
  }
}
