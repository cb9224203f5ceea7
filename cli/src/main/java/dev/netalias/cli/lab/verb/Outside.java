package dev.netalias.cli.lab.verb;

import dev.netalias.NetAlias;
import dev.netalias.cli.print.Failure;
import java.util.List;

/** What the lab needs of the commands around it. */
public interface Outside {
  /**
   * Runs a command line of netalias on a host.
   *
   * @return the exit code; all that goes wrong is printed
   */
  int run(NetAlias host, Streams streams, List<String> words);

  /** What an exception means to a user. */
  Failure failure(Throwable thrown);

  /** The names of the commands. */
  List<String> commands();
}
