package dev.netalias.cli.run;

import dev.netalias.NetAlias;
import dev.netalias.cli.look.name.HostNames;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command runs in: a process, a test, a host of the lab. */
public interface Surroundings {
  /** Standard input. */
  InputStream in();

  /** Standard output. */
  PrintStream out();

  /** Standard error. */
  PrintStream err();

  /** Whether a person looks at standard output. */
  boolean isOutTerminal();

  /** Whether a person looks at standard error. */
  boolean isErrTerminal();

  /** Whether a person types standard input. */
  default boolean isInTerminal() {
    return false;
  }

  /** Whether a command may wait for what others do; on a host of the lab nobody else does. */
  default boolean mayWait() {
    return true;
  }

  /** Where files of the machine lie; empty where there are none, as on a host of the lab. */
  default Optional<Path> root() {
    return Optional.empty();
  }

  /**
   * A variable of the environment, of this process or, where it has none, of those that began it;
   * null where there is none.
   */
  default @Nullable String variable(String name) {
    return null;
  }

  /** Who knows the names of hosts. */
  default HostNames hostNames() {
    return HostNames.SYSTEM;
  }

  /** Opens the network that is worked on, or the one of a network namespace. */
  NetAlias open(@Nullable String namespace);
}
