package dev.netalias.endtoend;

import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the desired state begin with: a host with a state of its own. */
abstract class StateTest {
  StateHost host;

  @TempDir Path folder;

  @BeforeAll
  static void buildOnce() {
    Ran.of(Namespace.NETALIAS.toString(), "--version").orFail();
  }

  @BeforeEach
  void makeHost() throws IOException {
    host = new StateHost(folder);
  }

  @AfterEach
  void removeNamespace() {
    host.close();
  }
}
