package dev.netalias.cli.run;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.words.Globals;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan.Unfinished;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** One run of one command. */
public final class Invocation implements AutoCloseable {
  /** So much of a command line is kept. */
  private static final int LONGEST = 120;

  private final Surroundings surroundings;
  private final Line line;
  private final Globals globals;
  private final Interruption interruption;
  private @Nullable NetAlias netAlias;
  private @Nullable Output output;
  private @Nullable List<Login> logins;

  /**
   * The command line.
   *
   * @param called the command's name as it was written, {@code /sbin/route}
   * @param words what was understood of it
   * @param rest what was left for the command itself to understand
   * @param again runs others, for a command that has command lines of its own
   */
  public record Line(String called, ParseResult words, List<String> rest, Again again) {
    /** Copies the list. */
    public Line {
      rest = List.copyOf(rest);
    }
  }

  /** Runs command lines. */
  @FunctionalInterface
  public interface Again {
    /**
     * Runs one; all that goes wrong is printed.
     *
     * @return the exit code
     */
    int run(Surroundings surroundings, List<String> words);
  }

  /** A run. */
  public Invocation(Surroundings surroundings, Line line, Interruption interruption) {
    this.surroundings = surroundings;
    this.line = line;
    this.interruption = interruption;
    globals = Globals.of(line.words);
  }

  /** What it runs in. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** The command line. */
  public Line line() {
    return line;
  }

  /** The words, understood. */
  public ParseResult words() {
    return line.words;
  }

  /** Words that were left for the command itself to understand. */
  public List<String> rest() {
    return line.rest;
  }

  /** The options that every command takes. */
  public Globals globals() {
    return globals;
  }

  /** What stops it when the user wants that. */
  public Interruption interruption() {
    return interruption;
  }

  /** The network, opened at the first call. */
  public NetAlias netAlias() {
    if (netAlias == null) {
      netAlias = open(globals.netns());
      netAlias.kernel().onBehalfOf(command());
    }
    return netAlias;
  }

  /** Who is logged in, as far as is known, looked for at the first call. */
  public List<Login> logins() {
    if (logins == null) {
      logins = Login.all(surroundings, netAlias().kernel());
    }
    return logins;
  }

  /** The command line, for who finds it cut off. */
  private String command() {
    List<String> all = new ArrayList<>(List.of("netalias", line.called));
    all.addAll(line.words.originalArgs());
    all.addAll(line.rest);
    String text = String.join(" ", all);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /** Warns where a command was cut off and left things half done; reading goes on all the same. */
  public void warnOfCutOff() {
    if (netAlias != null) {
      CutOff.warn(netAlias, output());
    }
  }

  /** The refusal of a change, as a command was cut off and left things half done. */
  public AliasException cutOff(Unfinished unfinished) {
    return CutOff.refusal(netAlias(), unfinished);
  }

  private NetAlias open(@Nullable String namespace) {
    try {
      return surroundings.open(namespace);
    } catch (KernelException refused) {
      if (namespace == null) {
        throw refused;
      }
      if (refused.errno() == KernelException.ENOENT) {
        throw AliasException.notFound(
            "there is no network namespace '" + namespace + "'", "ip netns list shows them");
      }
      if (refused.isPermission()) {
        throw new AliasException(
            AliasException.Kind.PERMISSION,
            "entering the network namespace '" + namespace + "' needs CAP_SYS_ADMIN",
            "run it with sudo");
      }
      throw AliasException.usage(
          "'%s' can't be entered: %s".formatted(namespace, refused.reason()),
          "--netns takes a name that ip netns list shows, or a path such as /proc/PID/ns/net");
    }
  }

  /** Where it prints. */
  public Output output() {
    if (output == null) {
      output =
          new Output(
              surroundings.out(),
              surroundings.err(),
              globals.format(),
              globals.quiet(),
              () -> Colours.wanted(globals.colour(), surroundings));
    }
    return output;
  }

  @Override
  public void close() {
    if (netAlias != null) {
      netAlias.close();
    }
  }
}
