package dev.netalias.cli.look;

import dev.netalias.NetAlias;
import dev.netalias.alias.Draft;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * What one run of a look-alike works with.
 *
 * @param program the name that it was called by, as {@code argv[0]}
 * @param netAlias the network that is shown
 * @param out standard output
 * @param err standard error
 * @param changer makes what is to be changed: {@code netAlias::run}, or prints the plan
 */
public record Session(
    String program, NetAlias netAlias, PrintStream out, PrintStream err, Changer changer) {
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

  /** All operations of one command line, as one plan. */
  public void change(Consumer<Draft> operations) {
    changer.change(operations);
  }
}
