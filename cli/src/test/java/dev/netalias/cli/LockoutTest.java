package dev.netalias.cli;

import static dev.netalias.testkit.Need.NETNS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.contract.NamespaceHost;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies that would shut out who sets them, by whichever command. */
@Needs(value = NETNS, tools = "ip")
class LockoutTest {
  private static final String QUIET = " --no-probe --no-announce";

  @TempDir private Path folder;

  private NamespaceHost host;
  private Screen screen;

  @BeforeEach
  void anAliasThatOneIsLoggedInBy() throws IOException {
    host = new NamespaceHost();
    host.run("ip link set eth0 up");
    Files.createDirectories(folder.resolve("etc/netalias"));
    screen = Screen.in(host.name()).below(folder);
    screen.run("add eth0:web 10.0.0.10/24" + QUIET).orFail();
    screen.with("SSH_CONNECTION", "10.0.0.9 5000 10.0.0.10 22");
  }

  @AfterEach
  void removeNamespace() {
    host.close();
  }

  private String file(String policy) throws IOException {
    Path file = folder.resolve("new.yaml");
    Files.writeString(
        file,
        "devices: {eth0: [{name: web, address: 10.0.0.10/24, policy: ['%s']}]}\n"
            .formatted(policy));
    return file.toString();
  }

  private static Ran refused(String client) {
    return new Ran(
        1,
        "",
        ("netalias: that would shut out 10.0.0.9, from where you are connected to eth0:web by SSH;"
                + " allow tcp/22 from %s too, or say --force\n")
            .formatted(client));
  }

  @Test
  void aDesiredStateDoesNotShutOutWhoAppliesIt() throws IOException {
    assertThat(screen.run("apply " + file("allow tcp/80") + QUIET)).isEqualTo(refused("10.0.0.9"));
    assertThat(screen.run("policy eth0:web show").out()).contains("no policy");

    screen.run("apply " + file("allow tcp/22,80") + QUIET).orFail();
    screen.run("apply --force " + file("allow tcp/80") + QUIET).orFail();
    assertThat(screen.run("policy eth0:web show").out()).contains("allow tcp/80");
    screen.run("apply " + file("allow tcp/80") + QUIET).orFail();
  }

  @Test
  void aPolicyThatFollowsItsAliasToTheAddressOfALoginIsLookedAtToo() {
    screen.run("policy eth0:web allow tcp/80 --force").orFail();
    screen.with("SSH_CONNECTION", "10.0.0.9 5000 10.0.0.11 22");

    assertThat(screen.run("set eth0:web 10.0.0.11/24" + QUIET)).isEqualTo(refused("10.0.0.9"));
    screen.run("set eth0:web 10.0.0.12/24" + QUIET).orFail();
  }
}
