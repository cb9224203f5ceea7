package dev.netalias.cli.lab.verb;

import java.util.List;
import java.util.Optional;

/** All of them; every other word that a line begins with is a command of netalias. */
public final class Verbs {
  /** The tools of a host, beside the commands of netalias. */
  static final List<Verb> OF_HOST =
      List.of(
          new Verb("arp", "[-n] [-d|-s] [ADDRESS [MAC]]", "the neighbours", ArpVerb::run),
          new Verb("cat", "/proc/net/FILE...", "aliases, alias_types, dev, route, arp", Cat::run),
          new Verb("ping", "[-c N] [-I ALIAS] ADDRESS|HOST", "asks for echoes", PingVerb::run),
          new Verb("netstat", "-i|-rn", "devices, or the routing table", NetstatVerb::run),
          new Verb("sysctl", "net.core.net_alias_max[=N]", "the bound on slots", Sysctl::run),
          new Verb("sysctl", "net.ipv4.ip_forward[=0|1]", "whether it forwards", Sysctl::run),
          new Verb("sysctl", "net.ipv4.conf.DEV.NAME[=N]", "a setting of one device", Sysctl::run),
          new Verb("tcpdump", "[-c N] [DEV|WIRE] | off", "shows what passes", Tcpdump::run),
          new Verb("monitor", "[-o json] | off", "shows what changes", MonitorVerb::run),
          new Verb("udp", "listen [ADDR:]PORT | send ADDR:PORT TEXT", "datagrams", UdpVerb::run),
          new Verb("uname", "-r", "the release of the host's kernel", Small::uname),
          new Verb("echo", "[WORD]...", "prints words", Small::echo));

  /** What is the lab's. */
  static final List<Verb> OF_LAB =
      List.of(
          new Verb("use", "HOST", "types on another host from now on", HostVerb::use),
          new Verb("on", "HOST COMMAND", "runs one command on another host", HostVerb::on),
          new Verb("host", "[add NAME]", "lists the hosts, adds one", HostVerb::run),
          new Verb("link", "[add|del NAME [WIRE]]", "main devices of this host", LinkVerb::run),
          new Verb("wire", "[add NAME]", "lists the wires, adds one", WireVerb::run),
          new Verb("wire", "NAME plug DEV", "puts a device of this host on it", WireVerb::run),
          new Verb("wire", "NAME loss|duplicate|reorder P%", "chance of a fault", WireVerb::run),
          new Verb("wire", "NAME delay TIME|cut|mend", "slow, dead, as new", WireVerb::run),
          new Verb("sleep", "TIME (also: run)", "lets time pass: 5, 200ms, 3m", Small::sleep),
          new Verb("expect", "[not] [-x] TEXT", "the last output holds it", ExpectVerb::run),
          new Verb("!", "COMMAND", "succeeds where the command fails", Small::not),
          new Verb("help", "[COMMAND]", "this list, or more of a command", Help::run),
          new Verb("exit", "[CODE]", "ends the lab", Small::exit));

  /** Other names. */
  private static final List<Verb> ALSO =
      List.of(
          new Verb("run", "TIME", "lets time pass", Small::sleep),
          new Verb("quit", "[CODE]", "ends the lab", Small::exit));

  private Verbs() {}

  /** What a word begins. */
  public static Optional<Verb> named(String name) {
    for (List<Verb> some : List.of(OF_HOST, OF_LAB, ALSO)) {
      for (Verb verb : some) {
        if (verb.name().equals(name)) {
          return Optional.of(verb);
        }
      }
    }
    return Optional.empty();
  }

  /** What {@code uname -r} prints. */
  public static String release() {
    return Small.release();
  }

  /** All names, to be completed. */
  public static List<String> names() {
    return List.of(OF_HOST, OF_LAB, ALSO).stream()
        .flatMap(List::stream)
        .map(Verb::name)
        .distinct()
        .toList();
  }
}
