package dev.netalias.cli.lab.around;

import dev.netalias.NetAlias;
import dev.netalias.cli.look.name.HostNames;
import dev.netalias.cli.print.Failure;
import java.util.List;

/** What the lab needs of the commands around it. */
public interface Outside {
  /**
   * Runs a command line of netalias on a host.
   *
   * @param names the names of hosts that it knows
   * @return the exit code; all that goes wrong is printed
   */
  int run(NetAlias host, HostNames names, Streams streams, List<String> words);

  /**
   * Opens a device of the real kernel where it is closed, {@code ip link set DEV up}.
   *
   * @throws RuntimeException where that is refused, see {@link #failure}
   */
  void openDevice(String name);

  /** What an exception means to a user. */
  Failure failure(Throwable thrown);

  /** The names of the commands. */
  List<String> commands();
}
