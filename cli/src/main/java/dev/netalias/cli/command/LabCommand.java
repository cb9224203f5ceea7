package dev.netalias.cli.command;

import dev.netalias.NetAlias;
import dev.netalias.alias.AliasException;
import dev.netalias.cli.lab.LabOptions;
import dev.netalias.cli.lab.LabRun;
import dev.netalias.cli.lab.around.Outside;
import dev.netalias.cli.lab.around.Streams;
import dev.netalias.cli.lab.around.Surround;
import dev.netalias.cli.look.name.HostNames;
import dev.netalias.cli.print.Failure;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Failures;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Surroundings;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.state.Link;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias lab}: hosts and wires inside this process. */
final class LabCommand implements Command {
  private static final int MOST_HOSTS = 10_000;

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Runs hosts on virtual wires inside this process; needs no root, changes nothing outside.",
        "With a SCRIPT, or - for standard input, it runs the script's lines on the lab's own clock,"
            + " and ends at the first one that fails with its number and exit code. Without, it is"
            + " a shell. Each host takes ifconfig, route, arp, ping, netstat, tcpdump and all"
            + " commands of netalias; help in the lab lists what else there is. Hosts a and b begin"
            + " with lo and eth0, both closed, eth0 on the wire wire0.",
        "netalias lab examples/howto.lab",
        "netalias lab --hosts 3");
    spec.addOption(Model.value("--hosts", "N", "begins with so many hosts: a, b, c, ..."));
    spec.addOption(
        Model.value("--pcap", "FILE", "writes what the wires carry, the first to this file"));
    spec.addOption(
        Model.value(
            "--tap", "TAP", "joins wire0 to this TAP device of the real kernel, and opens it"));
    spec.addPositional(Model.optionalWord(0, "FILE", "the script"));
  }

  @Override
  public int run(Invocation call) {
    if (!call.surroundings().mayWait()) {
      throw AliasException.conflict("this is a lab already", "host add NAME adds a host");
    }
    if (call.output().isJson() || call.globals().netns() != null || call.globals().dryRun()) {
      throw AliasException.usage(
          "lab takes neither -o json nor --netns nor --dry-run",
          "the commands typed in it take -o json and --dry-run");
    }
    Surroundings here = call.surroundings();
    Streams streams = new Streams(here.out(), here.err(), here.isOutTerminal());
    boolean typed = here.isInTerminal() && here.isOutTerminal();
    return new LabRun(options(call), new Surround(here.in(), streams, typed, new Commanding(call)))
        .run();
  }

  private static LabOptions options(Invocation call) {
    ParseResult words = call.words();
    String script = Model.word(words, 0);
    String pcap = words.matchedOptionValue("--pcap", null);
    return new LabOptions(
        script.isEmpty() ? null : script,
        hosts(words.matchedOptionValue("--hosts", "2")),
        pcap == null ? null : Path.of(pcap),
        words.matchedOptionValue("--tap", null),
        call.globals().quiet());
  }

  private static int hosts(String text) {
    int hosts = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    if (hosts < 1 || hosts > MOST_HOSTS) {
      throw AliasException.usage(
          "'" + text + "' is no number of hosts", "it takes 1 to " + MOST_HOSTS);
    }
    return hosts;
  }

  /** The commands of netalias, for hosts of the lab. */
  private record Commanding(Invocation call) implements Outside {
    @Override
    public int run(NetAlias host, HostNames names, Streams streams, List<String> words) {
      return call.line().again().run(new OnHost(host, names, streams), words);
    }

    @Override
    public void openDevice(String name) {
      try (NetAlias here = call.surroundings().open(null)) {
        boolean isOpen = here.kernel().snapshot(Set.of()).link(name).filter(Link::isUp).isPresent();
        if (!isOpen) {
          here.run(draft -> draft.openMain(name));
        }
      }
    }

    @Override
    public Failure failure(Throwable thrown) {
      return Failures.of(thrown);
    }

    @Override
    public List<String> commands() {
      return Commands.names().stream()
          .filter(name -> !List.of("lab", "monitor", "help", "completion").contains(name))
          .toList();
    }
  }

  /** What a command runs in, on a host. */
  private record OnHost(NetAlias host, HostNames hostNames, Streams streams)
      implements Surroundings {
    @Override
    public boolean mayWait() {
      return false;
    }

    @Override
    public InputStream in() {
      return InputStream.nullInputStream();
    }

    @Override
    public PrintStream out() {
      return streams.out();
    }

    @Override
    public PrintStream err() {
      return streams.err();
    }

    @Override
    public boolean isOutTerminal() {
      return streams.isTerminal();
    }

    @Override
    public boolean isErrTerminal() {
      return streams.isTerminal();
    }

    @Override
    public NetAlias open(@Nullable String namespace) {
      if (namespace != null) {
        throw AliasException.usage("a host of the lab has one network", "leave --netns out");
      }
      return host;
    }
  }
}
