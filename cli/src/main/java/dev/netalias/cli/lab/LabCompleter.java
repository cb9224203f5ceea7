package dev.netalias.cli.lab;

import dev.netalias.cli.lab.verb.Verbs;
import dev.netalias.embedded.lab.LabHost;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, and names of hosts, wires, devices and aliases. */
final class LabCompleter implements Completer {
  private static final List<String> PROC =
      List.of(
          "/proc/net/aliases",
          "/proc/net/alias_types",
          "/proc/net/dev",
          "/proc/net/route",
          "/proc/net/arp");
  private static final List<String> FAULTS =
      List.of("plug", "loss", "duplicate", "reorder", "delay", "cut", "mend");

  private final LabSession session;
  private final Names names;

  LabCompleter(LabSession session) {
    this.session = session;
    names = new Names(session.scene());
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> before = line.words().subList(0, Math.min(line.wordIndex(), line.words().size()));
    for (String word : words(new ArrayList<>(before), session.scene().current())) {
      candidates.add(new Candidate(word));
    }
  }

  /** What can follow these words. */
  private List<String> words(List<String> before, LabHost on) {
    LabHost host = on;
    while (!before.isEmpty()) {
      String first = before.getFirst();
      if (first.equals("on") && before.size() > 1) {
        host = session.scene().lab().host(before.get(1)).orElse(host);
        before.subList(0, 2).clear();
      } else if (first.equals("netalias") || first.equals("!")) {
        before.removeFirst();
      } else {
        break;
      }
    }
    return before.isEmpty() ? commands() : after(before, host);
  }

  private List<String> commands() {
    List<String> all = new ArrayList<>(Verbs.names());
    session.outside().commands().stream().filter(c -> !all.contains(c)).forEach(all::add);
    all.add("netalias");
    return all;
  }

  private List<String> after(List<String> before, LabHost host) {
    int place = before.size();
    return switch (before.getFirst()) {
      case "on", "use" -> place == 1 ? names.hosts() : List.of();
      case "help" -> place == 1 ? commands() : List.of();
      case "cat" -> PROC;
      case "sysctl" -> List.of("net.core.net_alias_max", "net.ipv4.ip_forward");
      case "host" -> place == 1 ? List.of("add") : List.of();
      case "link" -> link(place, host);
      case "wire" -> wire(before, place, host);
      case "udp" -> place == 1 ? List.of("listen", "send", "off") : names.devices(host);
      case "proc" -> List.of("aliases", "alias_types", "dev");
      case "ping" -> joined(names.devices(host), names.hosts());
      case "tcpdump" -> joined(names.devices(host), joined(names.wires(), List.of("off")));
      case "monitor" -> List.of("-o", "json", "off");
      case "expect", "echo", "sleep", "run" -> List.of();
      default -> names.devices(host);
    };
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private List<String> link(int place, LabHost host) {
    return switch (place) {
      case 1 -> List.of("add", "del");
      case 2 -> names.devices(host);
      default -> names.wires();
    };
  }

  private List<String> wire(List<String> before, int place, LabHost host) {
    return switch (place) {
      case 1 -> {
        List<String> all = new ArrayList<>(names.wires());
        all.add("add");
        yield all;
      }
      case 2 -> before.get(1).equals("add") ? List.of() : FAULTS;
      default -> before.get(2).equals("plug") ? names.devices(host) : List.of();
    };
  }
}
