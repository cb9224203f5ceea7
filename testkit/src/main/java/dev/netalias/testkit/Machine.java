package dev.netalias.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the machine under the tests can do; each question is asked once. */
interface Machine {

  /** The one that runs this. */
  Machine THIS = new ThisMachine();

  boolean succeeds(List<String> command);

  boolean hasTool(String name);

  /** Whether a skip for a missing need is a failure. */
  boolean isContinuousIntegration();

  /** The machine that runs this. */
  final class ThisMachine implements Machine {

    private final Map<List<String>, Boolean> answers = new ConcurrentHashMap<>();

    @Override
    public boolean succeeds(List<String> command) {
      return answers.computeIfAbsent(command, ThisMachine::run);
    }

    @Override
    public boolean hasTool(String name) {
      String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
      return Arrays.stream(path.split(":"))
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    @Override
    public boolean isContinuousIntegration() {
      return "true".equals(System.getenv("CI"));
    }

    private static boolean run(List<String> command) {
      try {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException missing) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new IOException("interrupted at " + command, e));
      }
    }
  }
}
