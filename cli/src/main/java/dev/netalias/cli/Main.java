package dev.netalias.cli;

import dev.netalias.linux.LinuxKernel;
import java.util.ArrayList;
import java.util.List;

/** The {@code netalias} command; also {@code ifconfig} and {@code route}, called by those names. */
public final class Main {
  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    prepare();
    List<String> words = new ArrayList<>(List.of(args));
    String calledAs = System.getProperty("netalias.argv0", "netalias");
    if (calledAs.equals("ifconfig") || calledAs.equals("route")) {
      words.addFirst(calledAs);
      words.addFirst("--"); // no word is netalias's own
    }
    int exitCode = new Cli(new ProcessSurroundings()).run(words);
    if (exitCode != 0) {
      Runtime.getRuntime().halt(exitCode); // all is closed; exit() would load a logger, 15 ms
    }
  }

  /** Has another thread link the native calls while this one understands the words. */
  static void prepare() {
    Thread.ofPlatform().daemon().name("prepare").start(LinuxKernel::prepare);
  }
}
