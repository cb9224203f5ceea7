package dev.netalias.cli;

import dev.netalias.NetAlias;
import dev.netalias.cli.print.OutputStreams;
import dev.netalias.cli.run.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exercises commands once, in one process, for an ahead-of-time cache to remember what they load.
 * Prints nothing and never fails: a cache from half a training is still a cache. It changes the
 * network only where it is told that it has one of its own.
 *
 * <p>All that a cache remembers is loaded at every start with it, so there is one for each {@link
 * Kind} of commands; the launcher chooses.
 */
final class Training {
  /** Which commands a cache is for. */
  private enum Kind {
    /** What is called most often. */
    USUAL,
    /** The look-alikes. */
    LOOK,
    /** What works on the desired state. */
    STATE,
    /** All the others, JSON and help. */
    REST
  }

  private static final String[] USUAL_READING = {
    "--version",
    "--no-such-option",
    "list",
    "chain",
    "stats",
    "proc dev",
    "add lo 192.0.2.1/24 --dry-run",
    "del lo:1",
  };

  private static final String[] LOOK_READING = {"ifconfig -a", "route -n"};

  private static final String[] REST_READING = {
    "--help",
    "add --help",
    "list -o json",
    "types",
    "recover",
    "proc aliases",
    "add lo 192.0.2.1-192.0.2.3 --dry-run -o json",
    "lab -",
  };

  /** A lab's lines: hosts of its own, so that it changes nothing outside. */
  private static final String LAB =
      """
      # What the examples do.
      ifconfig eth0 10.0.0.1 netmask 255.255.255.0
      insmod ip_alias.o
      /sbin/ifconfig eth0:0 10.0.0.5
      route add -host 10.0.0.5 dev eth0:0
      on b ifconfig eth0 10.0.0.2 netmask 255.255.255.0
      ping -c 2 10.0.0.2
      expect 2 received
      ! ping -c 1 10.0.0.9
      tcpdump
      monitor
      netalias add eth0:mail 10.0.0.6/24
      ! netalias add eth0:no 10.0.0.2/24
      netalias announce eth0:mail
      ifconfig --style classic
      chain
      list
      netstat -rn
      netstat -i
      arp
      cat /proc/net/aliases
      cat /proc/net/alias_types
      ifconfig eth0:0 down
      ifconfig eth0:0- 0
      link del eth0
      host
      wire
      help
      """;

  private static final String BATCH = "add lo 203.0.113.1\ndel lo:2\n";

  private static final String[] CHANGING = {
    "open lo",
    "add lo 192.0.2.1/24",
    "add lo:7 2001:db8::1/64",
    "add lo 192.0.2.2-192.0.2.40/24",
    "list",
    "show lo:0",
    "set lo:0 192.0.2.99/24",
    "stats lo:0",
    "policy lo:0 allow tcp/22 icmp",
    "policy lo:0",
    "close lo:1",
    "open lo:1",
    "batch -",
    "del lo:0",
    "add wire0 192.0.2.220/24", // asks and tells whoever is at the other end
    "del wire0:0",
    "add lo 192.0.2.200/24 --no-counters --no-probe --no-announce",
    "add lo 198.18.0.1-198.18.3.255/15 --no-counters --no-probe --no-announce", // many messages
    "del --on lo --all",
    "add lo 198.51.100.1-198.51.100.9 --as route",
    "add lo 203.0.113.1 --as route --no-counters --no-probe --no-announce",
    "del lo:3",
    "del --on lo --all",
  };

  private static final String[] LOOK_CHANGING = {
    "open lo",
    "ifconfig lo:50 198.51.100.1 netmask 255.255.255.0",
    "route add -host 198.51.100.1 dev lo:50",
    "route -n",
    "ifconfig",
    "ifconfig lo:50 down",
    "ifconfig lo:50- 0",
  };

  /** Names, ranges, a prefix, both styles of lists, an anchor; enough to be compiled. */
  private static final String STATE =
      """
      # What a state has.
      x-all: &all {counters: false}
      devices:
        lo:
          state: open
          aliases:
            - 192.0.2.1/24
            - 192.0.2.20-192.0.2.29/24
            - {name: lo:web, address: 192.0.2.2/24, <<: *all}
            - name: lo:shut
              address: "2001:db8::1/64"
              state: closed
            - {address: 198.51.100.0/24, as: route, whole: true}
      """;

  private static final String[] STATES = {
    "plan -",
    "apply - --no-probe --no-announce",
    "apply - --no-probe --no-announce",
    "drift -",
    "save lo:0",
    "list -o json",
    "forget lo:0",
    "history",
    "rollback --force",
  };

  private static final String INTERFACES =
      """
      # Written by hand.
      source interfaces.d/*
      auto lo lo:0
      iface lo inet loopback
      iface lo:0 inet static
        address 192.0.2.1
        netmask 255.255.255.0
      iface lo:1 inet manual
        up ip addr add 2001:db8::1/64 dev lo
      """;

  /** What works on the distribution's files; and what few call that moves an alias. */
  private static final String[] FILES = {
    "import",
    "import -o json",
    "import --save",
    "export ifupdown",
    "export ifupdown --live --write --dry-run",
    "export netplan --partial",
    "export networkd --partial",
    "export nm -o json",
    "export rc.local --write --partial",
    "import rc.local",
    "add wire0 192.0.2.230/24 --as device --no-probe --no-announce",
    "move wire0:0 --to /proc/self/ns/net",
    "del wire0:0",
  };

  private Training() {}

  /**
   * Trains.
   *
   * @param args the kind of commands; {@code alone} where the network may be changed
   */
  public static void main(String[] args) {
    Kind kind = Kind.valueOf(args[0].toUpperCase(Locale.ROOT));
    Main.prepare(); // so that it is remembered too
    new ProcessSurroundings();
    if (kind != Kind.LOOK) {
      run(USUAL_READING, null);
    }
    if (kind == Kind.LOOK || kind == Kind.REST) {
      run(LOOK_READING, null);
    }
    if (kind == Kind.REST) {
      run(REST_READING, null);
    }
    if (args.length > 1 && args[1].equals("alone")) {
      change(kind);
    }
  }

  private static void change(Kind kind) {
    run(kind == Kind.LOOK ? LOOK_CHANGING : CHANGING, null);
    if (kind == Kind.STATE) {
      below(root -> run(STATES, root));
    }
    if (kind == Kind.REST) {
      below(root -> run(STATES, root));
      below(Training::files);
      run(LOOK_CHANGING, null);
    }
  }

  private static void files(Path root) {
    try {
      Path interfaces = root.resolve("etc/network/interfaces");
      Files.createDirectories(interfaces.getParent());
      Files.writeString(interfaces, INTERFACES);
      run(FILES, root);
    } catch (IOException noFile) {
      // then they are not remembered
    }
  }

  /** Files are in a folder that goes again. */
  private static void below(Consumer<Path> training) {
    try {
      Path root = Files.createTempDirectory("netalias-training");
      training.accept(root);
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException noFolder) {
      // then they are not remembered
    }
  }

  private static void run(String[] lines, @Nullable Path root) {
    for (String line : lines) {
      String typed = root != null ? STATE : line.startsWith("lab") ? LAB : BATCH;
      Cli cli = new Cli(new Silence(typed, root));
      cli.run(List.of(line.split(" ")));
    }
  }

  /** Something to read, nothing seen. */
  private static final class Silence implements Surroundings {
    private final PrintStream nowhere = OutputStreams.over(OutputStream.nullOutputStream());
    private final String typed;
    private final @Nullable Path root;

    Silence(String typed, @Nullable Path root) {
      this.typed = typed;
      this.root = root;
    }

    @Override
    public Optional<Path> root() {
      return Optional.ofNullable(root);
    }

    @Override
    public InputStream in() {
      return new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public PrintStream out() {
      return nowhere;
    }

    @Override
    public PrintStream err() {
      return nowhere;
    }

    @Override
    public boolean isOutTerminal() {
      return false;
    }

    @Override
    public boolean isErrTerminal() {
      return false;
    }

    @Override
    public NetAlias open(@Nullable String namespace) {
      return NetAlias.open();
    }
  }
}
