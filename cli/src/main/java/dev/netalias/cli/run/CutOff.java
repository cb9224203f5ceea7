package dev.netalias.cli.run;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Output;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan.Unfinished;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A command that was cut off in the middle, in words. */
public final class CutOff {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private static final String WAY_OUT =
      "netalias recover undoes it, netalias recover --finish makes the rest";

  private CutOff() {}

  /** Which command it was, whose, and when. */
  public static String who(Unfinished it) {
    return "'%s' of %s, process %d, begun %s,"
        .formatted(
            it.origin().command(),
            it.origin().user(),
            it.origin().process(),
            TIME.format(it.origin().begun().atZone(ZoneId.systemDefault())));
  }

  /** How far it came. */
  public static String howFar(NetAlias net, Unfinished it) {
    return net.done(it) + " of " + net.total(it) + " changes are made";
  }

  /** Why nothing can be changed now; a change can span other network namespaces. */
  static AliasException refusal(NetAlias net, Unfinished it) {
    boolean here = net.unfinished().stream().anyMatch(own -> own.origin().equals(it.origin()));
    return here
        ? AliasException.conflict(who(it) + " was cut off: " + howFar(net, it), WAY_OUT)
        : AliasException.conflict(
            who(it) + " was cut off in the other network namespace",
            "netalias --netns NAME recover undoes it there");
  }

  /**
   * Refuses what would keep the half that is made.
   *
   * @throws AliasException where a command was cut off
   */
  public static void refuse(NetAlias net) {
    net.unfinished()
        .ifPresent(it -> {
          throw refusal(net, it);
        });
  }

  /** Says so to who only reads. */
  static void warn(NetAlias net, Output output) {
    try {
      net.unfinished()
          .ifPresent(
              it -> output.warn("warning", who(it) + " was cut off: " + howFar(net, it), WAY_OUT));
    } catch (KernelException unreadable) {
      output.warn("warning", String.valueOf(unreadable.getMessage()));
    }
  }
}
