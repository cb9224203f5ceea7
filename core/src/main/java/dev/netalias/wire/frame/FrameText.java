package dev.netalias.wire.frame;

import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import org.jspecify.annotations.Nullable;

/** One line for a frame, in the words of {@code tcpdump -nt}. */
public final class FrameText {
  private static final int QUOTED = Icmp.SIZE;

  private FrameText() {}

  /** The line of a frame; what is broken is said in the words of its {@link Flaw}. */
  public static String of(Frame frame) {
    Flaw flaw = Ethernet.flaw(frame);
    if (flaw != null) {
      return "[" + flaw.text() + "]";
    }
    return switch (Ethernet.type(frame)) {
      case Ethernet.ARP -> arp(frame, Ethernet.SIZE);
      case Ethernet.IPV4 -> ipv4(frame, Ethernet.SIZE);
      case Ethernet.IPV6 -> ipv6(frame, Ethernet.SIZE);
      default ->
          "%s > %s, ethertype 0x%04x, length %d"
              .formatted(
                  mac(Ethernet.source(frame)),
                  mac(Ethernet.destination(frame)),
                  Ethernet.type(frame),
                  frame.length());
    };
  }

  /** A MAC address in colon form. */
  public static Mac mac(long number) {
    byte[] bytes = new byte[6];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (number >>> 8 * (5 - i));
    }
    return Mac.of(bytes);
  }

  private static String arp(Frame frame, int at) {
    Flaw flaw = Arp.flaw(frame, at);
    if (flaw != null) {
      return "ARP, [" + flaw.text() + "]";
    }
    Arp arp = Arp.parse(frame, at);
    String sender = Address.ofIpv4(arp.sender()).toString();
    String target = Address.ofIpv4(arp.target()).toString();
    String known = arp.targetMac() == 0 ? "" : " (" + mac(arp.targetMac()) + ")";
    String what =
        switch (arp.operation()) {
          case Arp.REQUEST -> "Request who-has " + target + known + " tell " + sender;
          case Arp.REPLY -> "Reply " + sender + " is-at " + mac(arp.senderMac());
          default -> "operation " + arp.operation();
        };
    return "ARP, " + what + ", length " + (frame.length() - at);
  }

  private static String ipv4(Frame frame, int at) {
    Flaw flaw = Ipv4.flaw(frame, at);
    if (flaw != null) {
      return "IP [" + flaw.text() + "]";
    }
    Ipv4 ip = Ipv4.parse(frame, at);
    int payload = at + ip.headerLength();
    int end = at + ip.totalLength();
    String source = Address.ofIpv4(ip.source()).toString();
    String destination = Address.ofIpv4(ip.destination()).toString();
    if (ip.protocol() == Ipv4.UDP
        && (ip.fragment() & Ipv4.OFFSET_BITS) == 0
        && end - payload >= Udp.SIZE) {
      return "IP " + udp(frame, payload, source, destination);
    }
    String what = "ip-proto-" + ip.protocol();
    if (ip.protocol() == Ipv4.ICMP
        && (ip.fragment() & Ipv4.OFFSET_BITS) == 0
        && end - payload >= Icmp.SIZE) {
      what = "ICMP " + icmp(frame, payload, end) + ", length " + (end - payload);
    }
    return "IP %s > %s: %s".formatted(source, destination, what);
  }

  private static String udp(Frame frame, int at, String source, String destination) {
    Udp udp = Udp.parse(frame, at);
    return "%s.%d > %s.%d: UDP, length %d"
        .formatted(source, udp.source(), destination, udp.destination(), udp.length() - Udp.SIZE);
  }

  private static String icmp(Frame frame, int at, int end) {
    Icmp icmp = Icmp.parse(frame, at);
    return switch (icmp.type()) {
      case Icmp.ECHO -> "echo request, id %d, seq %d".formatted(icmp.id(), icmp.sequence());
      case Icmp.ECHO_REPLY -> "echo reply, id %d, seq %d".formatted(icmp.id(), icmp.sequence());
      case Icmp.TIME_EXCEEDED ->
          icmp.code() == 0 ? "time exceeded in-transit" : "ip reassembly time exceeded";
      case Icmp.UNREACHABLE, Icmp.REDIRECT -> about(icmp, quoted(frame, at + QUOTED, end));
      default -> "type-#" + icmp.type();
    };
  }

  /** The datagram that an error quotes, as far as its header goes. */
  private record Quoted(String to, int protocol, @Nullable Integer port) {}

  private static Quoted quoted(Frame frame, int at, int end) {
    if (end - at < Ipv4.SIZE) {
      return new Quoted("[too short]", 0, null);
    }
    int protocol = Ipv4.protocol(frame, at);
    int udp = at + Ipv4.headerLength(frame, at);
    boolean whole = protocol == Ipv4.UDP && end - udp >= Udp.SIZE;
    String to = Address.ofIpv4(Ipv4.destination(frame, at)).toString();
    return new Quoted(to, protocol, whole ? Udp.destination(frame, udp) : null);
  }

  private static String about(Icmp icmp, Quoted quoted) {
    String to = quoted.to;
    if (icmp.type() == Icmp.REDIRECT) {
      return "redirect %s to host %s".formatted(to, Address.ofIpv4(icmp.rest()));
    }
    return switch (icmp.code()) {
      case Icmp.NET -> "net " + to + " unreachable";
      case Icmp.HOST -> "host " + to + " unreachable";
      case Icmp.PROTOCOL -> to + " protocol " + quoted.protocol + " unreachable";
      case Icmp.PORT ->
          quoted.port == null
              ? to + " port unreachable"
              : to + " udp port " + quoted.port + " unreachable";
      case Icmp.FRAGMENTATION_NEEDED ->
          to + " unreachable - need to frag (mtu " + (icmp.rest() & 0xffff) + ")";
      default -> to + " unreachable - #" + icmp.code();
    };
  }

  private static String ipv6(Frame frame, int at) {
    Flaw flaw = Ipv6.flaw(frame, at);
    Ipv6.@Nullable Payload payload = flaw == null ? Ipv6.payloadOf(frame, at) : null;
    if (payload == null || payload.flaw() != null) {
      Flaw found = payload == null ? flaw : payload.flaw();
      return "IP6 [" + (found == null ? "" : found.text()) + "]";
    }
    Ipv6 ip = Ipv6.parse(frame, at);
    String source = ip.source().toString();
    String destination = ip.destination().toString();
    int length = payload.end() - payload.at();
    if (payload.protocol() == Ipv6.UDP && length >= Udp.SIZE) {
      return "IP6 " + udp(frame, payload.at(), source, destination);
    }
    String what = "ip-proto-" + payload.protocol() + " " + length;
    if (payload.protocol() == Ipv6.ICMP && length >= Icmp.SIZE) {
      what = "ICMP6, " + icmp6(frame, payload.at(), payload.end()) + ", length " + length;
    }
    return "IP6 %s > %s: %s".formatted(source, destination, what);
  }

  private static String icmp6(Frame frame, int at, int end) {
    Icmp icmp = Icmp.parse(frame, at);
    boolean targeted = end - at >= 24;
    return switch (icmp.type()) {
      case Icmp6.ECHO -> "echo request, id %d, seq %d".formatted(icmp.id(), icmp.sequence());
      case Icmp6.ECHO_REPLY -> "echo reply, id %d, seq %d".formatted(icmp.id(), icmp.sequence());
      case Icmp6.TIME_EXCEEDED -> "time exceeded in-transit";
      case Icmp6.TOO_BIG -> "packet too big, mtu " + icmp.rest();
      case Icmp6.UNREACHABLE -> "destination unreachable, " + about6(frame, at, end);
      case Discovery.SOLICITATION ->
          targeted
              ? "neighbor solicitation, who has " + Ipv6.address(frame, at + 8)
              : "neighbor solicitation";
      case Discovery.ADVERTISEMENT ->
          targeted
              ? "neighbor advertisement, tgt is " + Ipv6.address(frame, at + 8)
              : "neighbor advertisement";
      default -> "type-#" + icmp.type();
    };
  }

  private static String about6(Frame frame, int at, int end) {
    int quoted = at + QUOTED;
    if (end - quoted < Ipv6.SIZE) {
      return "[too short]";
    }
    Address to = Ipv6.address(frame, quoted + 24);
    int udp = quoted + Ipv6.SIZE;
    boolean whole = Ipv6.next(frame, quoted) == Ipv6.UDP && end - udp >= Udp.SIZE;
    return switch (frame.u8(at + 1)) {
      case Icmp6.NO_ROUTE -> "unreachable route " + to;
      case Icmp6.HOST -> "unreachable address " + to;
      case Icmp6.PORT ->
          "unreachable port, " + to + (whole ? " udp port " + Udp.destination(frame, udp) : "");
      default -> "code-#" + frame.u8(at + 1) + " " + to;
    };
  }
}
