package dev.netalias.kernel.traffic;

import dev.netalias.kernel.traffic.Match.Ports;
import dev.netalias.kernel.traffic.Match.Transport;
import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an alias lets in: what one of the clauses allows, answers to what it asked for itself, and
 * nothing else.
 *
 * @param clauses what is allowed
 * @param reject whether others are told; else they hear nothing
 */
public record Policy(List<Clause> clauses, boolean reject) {
  private static final String ALLOW = "allow";
  private static final String FROM = "from";

  /** The longest text of a clause: it stands in a comment of nftables. */
  private static final int LONGEST = 120;

  private static final int MOST_PORTS = 65_535;

  /** Copies the list. */
  public Policy {
    clauses = List.copyOf(clauses);
  }

  /**
   * What one clause allows.
   *
   * @param services what may be spoken
   * @param from from where, anywhere where there is none
   */
  public record Clause(List<Service> services, List<Prefix> from) {
    /** Copies the lists. */
    public Clause {
      services = List.copyOf(services);
      from = List.copyOf(from);
    }

    boolean allows(Transport transport, int port, Address source) {
      return (from.isEmpty() || from.stream().anyMatch(p -> p.contains(source)))
          && services.stream().anyMatch(s -> s.covers(transport, port));
    }

    /** {@code tcp/22,443 udp/53 icmp from 192.168.0.0/24}. */
    public String allowed() {
      String spoken = services.stream().map(Service::toString).collect(Collectors.joining(" "));
      String places = from.stream().map(Clause::text).collect(Collectors.joining(","));
      return spoken + (from.isEmpty() ? "" : " " + FROM + " " + places);
    }

    @Override
    public String toString() {
      return ALLOW + " " + allowed();
    }

    private static String text(Prefix prefix) {
      return prefix.isHost() ? prefix.address().toString() : prefix.toString();
    }
  }

  /**
   * A protocol, or some ports of it.
   *
   * @param transport null for all protocols
   * @param ports all where there is none
   */
  public record Service(@Nullable Transport transport, List<Ports> ports) {
    /** Copies the list. */
    public Service {
      ports = List.copyOf(ports);
    }

    /** Whether a packet to a port is meant. */
    boolean covers(Transport other, int port) {
      return transport == null
          || transport == other
              && (ports.isEmpty()
                  || ports.stream().anyMatch(p -> p.first() <= port && port <= p.last()));
    }

    @Override
    public String toString() {
      if (transport == null) {
        return "all";
      }
      String name = transport.name().toLowerCase(Locale.ROOT);
      return ports.isEmpty()
          ? name
          : name + "/" + ports.stream().map(Ports::toString).collect(Collectors.joining(","));
    }
  }

  /** Whether something new may come in. */
  public boolean allows(Transport transport, int port, Address source) {
    return clauses.stream().anyMatch(c -> c.allows(transport, port, source));
  }

  /**
   * Reads clauses, {@code allow tcp/22,443 udp/53 from 192.0.2.0/24 allow icmp}.
   *
   * @throws FormatException where they are no such
   */
  public static Policy parse(List<String> words, boolean reject) {
    List<Clause> clauses = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      if (!words.get(at).equals(ALLOW)) {
        throw new FormatException(
            "'%s' begins no clause: a policy is 'allow SERVICE... [from PREFIX]'"
                .formatted(words.get(at)));
      }
      int end = at + 1;
      while (end < words.size() && !words.get(end).equals(ALLOW)) {
        end++;
      }
      clauses.add(clause(words.subList(at + 1, end)));
      at = end;
    }
    if (clauses.isEmpty()) {
      throw new FormatException("nothing is allowed: 'allow icmp' is the least that is useful");
    }
    return new Policy(clauses, reject);
  }

  private static Clause clause(List<String> words) {
    int at = words.indexOf(FROM);
    List<String> spoken = at < 0 ? words : words.subList(0, at);
    List<String> places = at < 0 ? List.of() : words.subList(at + 1, words.size());
    if (at >= 0 && places.size() != 1) {
      throw new FormatException("'from' takes one word: a prefix, or several with commas");
    }
    if (spoken.isEmpty()) {
      throw new FormatException("'allow' takes services: tcp/22,443 udp/53 icmp all");
    }
    List<Prefix> from =
        places.stream()
            .flatMap(p -> Arrays.stream(p.split(",", -1)))
            .map(p -> Prefix.parse(p).network())
            .toList();
    Clause clause = new Clause(spoken.stream().map(Policy::service).toList(), from);
    if (clause.toString().length() > LONGEST) {
      throw new FormatException(
          "a clause of more than %d characters; say it in several: allow ... allow ..."
              .formatted(LONGEST));
    }
    return clause;
  }

  private static Service service(String word) {
    int slash = word.indexOf('/');
    String name = slash < 0 ? word : word.substring(0, slash);
    Transport transport =
        switch (name) {
          case "tcp" -> Transport.TCP;
          case "udp" -> Transport.UDP;
          case "icmp", "icmpv6", "icmp6" -> Transport.ICMP;
          case "all" -> null;
          default ->
              throw new FormatException(
                  "'%s' is no service: tcp/22,443 udp/53 icmp all".formatted(word));
        };
    if (slash < 0) {
      return new Service(transport, List.of());
    }
    if (transport == null || transport == Transport.ICMP) {
      throw new FormatException("'" + name + "' has no ports");
    }
    return new Service(
        transport,
        Arrays.stream(word.substring(slash + 1).split(",", -1)).map(Policy::ports).toList());
  }

  private static Ports ports(String word) {
    if (!word.matches("\\d{1,5}(-\\d{1,5})?")) {
      throw new FormatException("'" + word + "' is no port, nor a range such as 6000-6063");
    }
    int dash = word.indexOf('-');
    int first = Integer.parseInt(dash < 0 ? word : word.substring(0, dash));
    int last = dash < 0 ? first : Integer.parseInt(word.substring(dash + 1));
    if (first > last || last > MOST_PORTS) {
      throw new FormatException("'" + word + "' is no range of ports up to " + MOST_PORTS);
    }
    return new Ports(first, last);
  }

  /** What becomes of the rest, {@code else drop}. */
  public String rest() {
    return reject ? "else reject" : "else drop";
  }

  /** A name for it that another policy does not have: 64 bits of its text (FNV-1a). */
  String key() {
    long hash = 0xcbf29ce484222325L;
    for (byte b : toString().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b & 0xff) * 0x100000001b3L;
    }
    return "%016x".formatted(hash);
  }

  /** The chain that says what comes in. */
  public String chain() {
    return "policy_" + key();
  }

  /** The chain that remembers what is asked for. */
  public String asking() {
    return "asks_" + key();
  }

  /** {@code allow tcp/22 from 192.0.2.0/24 allow icmp else drop}. */
  @Override
  public String toString() {
    return clauses.stream().map(Clause::toString).collect(Collectors.joining(" ")) + " " + rest();
  }
}
