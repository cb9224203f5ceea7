package dev.netalias.kernel.traffic;

import dev.netalias.net.Prefix;
import java.util.Locale;

/**
 * What a rule asks of a packet, or does with it: a statement of {@code nft(8)}, which is its text
 * form.
 */
public sealed interface Match {
  /** The statement as nft writes it. */
  @Override
  String toString();

  /** Which end of a packet. */
  enum End {
    /** Where it comes from. */
    SOURCE,
    /** Where it goes. */
    DESTINATION;

    /** {@code saddr}, {@code sport}. */
    String of(String what) {
      return (this == SOURCE ? "s" : "d") + what;
    }
  }

  /** {@code ip daddr & 255.255.255.0 @rx_ip_24}: whether an address is in a set. */
  record InSet(Shape shape, End end, String set, boolean not) implements Match {
    @Override
    public String toString() {
      return "%s %s@%s".formatted(addressText(shape, end), not ? "!= " : "", set);
    }
  }

  /** {@code ip daddr vmap @policy_ip}: goes where the map says. */
  record ByMap(Shape shape, End end, String map) implements Match {
    @Override
    public String toString() {
      return "%s vmap @%s".formatted(addressText(shape, end), map);
    }
  }

  private static String addressText(Shape shape, End end) {
    String mask = shape.isHost() ? "" : " & " + shape.mask();
    return "%s %s%s".formatted(shape.word(), end.of("addr"), mask);
  }

  /** {@code ip saddr 192.0.2.0/24}: whether a packet comes from there. */
  record From(Prefix prefix) implements Match {
    @Override
    public String toString() {
      String address = prefix.isHost() ? prefix.address().toString() : prefix.toString();
      return Shape.of(prefix).word() + " saddr " + address;
    }
  }

  /** {@code ip daddr 192.0.2.7}: whether a packet goes there. */
  record To(Prefix prefix) implements Match {
    @Override
    public String toString() {
      String address = prefix.isHost() ? prefix.address().toString() : prefix.toString();
      return Shape.of(prefix).word() + " daddr " + address;
    }
  }

  /** {@code meta l4proto tcp}. */
  record Protocol(Transport transport) implements Match {
    @Override
    public String toString() {
      return "meta l4proto " + transport.word();
    }
  }

  /** {@code tcp dport 1000-2000}. */
  record Port(Transport transport, End end, Ports ports) implements Match {
    @Override
    public String toString() {
      return "%s %s %s".formatted(transport.word(), end.of("port"), ports);
    }
  }

  /** {@code icmp type 8}. */
  record MessageType(Transport transport, int type) implements Match {
    @Override
    public String toString() {
      String word = transport == Transport.ICMP ? "icmp" : "icmpv6";
      return "%s type %d".formatted(word, type);
    }
  }

  /** Statements without anything that varies. */
  enum Plain implements Match {
    /** The packet never was on a wire. */
    FROM_THIS_HOST("iif \"lo\""),
    /** Belongs to a connection: all of TCP but what begins one. */
    NO_BEGINNING("tcp flags & (fin | syn | rst | ack) != syn"),
    /** A later fragment of an IPv6 packet, good for nothing without the first. */
    LATER_FRAGMENT("frag frag-off != 0");

    private final String text;

    Plain(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Whether a UDP packet answers what was sent: its ends are those that were remembered. */
  record Answers(Shape shape) implements Match {
    @Override
    public String toString() {
      return "%1$s daddr . udp dport . %1$s saddr . udp sport @%2$s"
          .formatted(shape.word(), shape.set(Frame.OPENED));
    }
  }

  /** Remembers the ends of a UDP packet that is sent, so that answers to it are known. */
  record Remember(Shape shape) implements Match {
    /** So many seconds, from the last packet on. */
    public static final int SECONDS = 120;

    @Override
    public String toString() {
      return "update @%2$s { %1$s saddr . udp sport . %1$s daddr . udp dport timeout %3$ds }"
          .formatted(shape.word(), shape.set(Frame.OPENED), SECONDS);
    }
  }

  /** What becomes of the packet. */
  enum Verdict implements Match {
    /** This table has nothing against it. */
    ACCEPT("accept"),
    /** Back to the chain before. */
    RETURN("return"),
    /** It was never there. */
    DROP("drop"),
    /** The sender is told, by ICMP. */
    REJECT("reject with icmpx port-unreachable"),
    /** The sender is told, by TCP. */
    RESET("reject with tcp reset");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** {@code jump replies}. */
  record Jump(String chain) implements Match {
    @Override
    public String toString() {
      return "jump " + chain;
    }
  }

  /** What lies above IP. */
  enum Transport {
    ICMP(1),
    TCP(6),
    UDP(17),
    ICMP6(58);

    private final int number;

    Transport(int number) {
      this.number = number;
    }

    /** The protocol number. */
    public int number() {
      return number;
    }

    /** What nft calls it. */
    public String word() {
      return this == ICMP6 ? "ipv6-icmp" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Ports from the first to the last. */
  record Ports(int first, int last) {
    @Override
    public String toString() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }
}
