package dev.netalias.cli.look;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.KernelException;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * What one run of a look-alike works with.
 *
 * @param netAlias the network that is shown
 * @param out standard output
 * @param err standard error
 * @param changer makes what is to be changed: {@code netAlias::run}, or prints the plan
 */
public record Session(NetAlias netAlias, PrintStream out, PrintStream err, Changer changer) {
  /** Carries operations out, or shows what they would do. */
  @FunctionalInterface
  public interface Changer {
    /** All of the operations, or none. */
    void change(Consumer<Draft> operations);
  }

  /** A session that makes its changes. */
  public static Session of(NetAlias netAlias, PrintStream out, PrintStream err) {
    return new Session(netAlias, out, err, netAlias::run);
  }

  /**
   * All operations of one command line, as one plan. Where permission is missing, what is wrong
   * with the line itself comes first, as it does with the originals.
   */
  public void change(Consumer<Draft> operations) {
    try {
      changer.change(operations);
    } catch (AliasException | KernelException refusal) {
      boolean forbidden =
          switch (refusal) {
            case AliasException ours -> ours.kind() == AliasException.Kind.PERMISSION;
            case KernelException kernels -> kernels.isPermission();
            default -> false;
          };
      if (forbidden) {
        netAlias.plan(operations);
      }
      throw refusal;
    }
  }
}
