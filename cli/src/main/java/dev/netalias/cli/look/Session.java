package dev.netalias.cli.look;

import dev.netalias.NetAlias;
import dev.netalias.alias.Draft;
import dev.netalias.cli.look.name.HostNames;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.TextJson;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * What one run of a look-alike works with.
 *
 * @param program the name that it was called by, as {@code argv[0]}
 * @param netAlias the network that is shown
 * @param hostNames who knows the names of hosts
 * @param output where it prints, and in which form
 * @param routes the routes that lines before this one left
 * @param changer makes what is to be changed: {@code netAlias::run}, or prints the plan
 */
public record Session(
    String program,
    NetAlias netAlias,
    HostNames hostNames,
    Output output,
    RouteBook routes,
    Changer changer) {
  /** Carries operations out, or shows what they would do. */
  @FunctionalInterface
  public interface Changer {
    /**
     * All of the operations, or none.
     *
     * @throws dev.netalias.kernel.KernelException where permission is missing, or the kernel
     *     refuses
     */
    void change(Consumer<Draft> operations);
  }

  PrintStream err() {
    return output.err();
  }

  /** Prints text for people: the original's, or a document that holds it. */
  void print(CharSequence text) {
    if (output.isJson()) {
      Json.print(output.out(), TextJson.class, new TextJson(text.toString()));
    } else {
      output.out().print(text);
    }
  }

  /** All operations of one command line, as one plan. */
  public void change(Consumer<Draft> operations) {
    changer.change(operations);
  }
}
