package dev.netalias.embedded.ip;

/** Why a sound frame is dropped: each a reason to count it under. */
public enum Drop {
  /** A protocol that this stack does not speak. */
  ETHERTYPE("unknown Ethernet type"),
  /** Of the family of an alias type, but too short to hold its addresses. */
  FAMILY_SHORT("shorter than its family's addresses"),
  /** From an address that nobody can have, or to one that comes from no wire. */
  MARTIAN("impossible source or destination"),
  /** From one of this host's own addresses. */
  OWN_SOURCE("from an address of this host"),
  /** The route back to the source leads through another device. */
  REVERSE_PATH("reverse path filter"),
  /** For somebody else, and this host does not forward. */
  NOT_FOR_US("for another host"),
  /** No route leads there. */
  NO_ROUTE("no route"),
  /** This host has no address to send from: none, or none known to be unique yet. */
  NO_SOURCE("no address to send from"),
  /** A route says that it is unreachable. */
  REJECTED("rejected by a route"),
  /** Passed too many routers. */
  TTL("time to live exceeded"),
  /** Too big for the next link, and may not be cut up. */
  TOO_BIG("too big for the next link"),
  /** The neighbour does not answer. */
  NEIGHBOUR("neighbour does not answer"),
  /** No room in the neighbour table, or to wait for a neighbour. */
  NEIGHBOUR_ROOM("no room to wait for a neighbour"),
  /** Fragments that contradict each other. */
  FRAGMENT_OVERLAP("overlapping fragments"),
  /** Not all fragments came in time. */
  FRAGMENT_TIME("fragments missing"),
  /** No room for more fragments. */
  FRAGMENT_ROOM("no room for fragments"),
  /** A transport protocol that nobody takes. */
  PROTOCOL("unknown protocol"),
  /** Nobody listens on the port. */
  PORT("nobody listens on the port"),
  /** An echo to a group, which is not answered. */
  GROUP_ECHO("echo to a group"),
  /** An ICMP message that means nothing here. */
  ICMP("unknown ICMP message"),
  /** ARP for an address that the chosen device does not own. */
  ARP_NOT_OURS("ARP for another's address"),
  /** A solicitation from nobody that is no duplicate detection (RFC 4861 section 7.1.1). */
  ND_FROM_NOBODY("a solicitation without a source that is no duplicate detection"),
  /** An ICMP error that was not sent, for too many were. */
  ICMP_RATE("ICMP errors limited");

  private final String text;

  Drop(String text) {
    this.text = text;
  }

  /** The reason in words. */
  public String text() {
    return text;
  }
}
