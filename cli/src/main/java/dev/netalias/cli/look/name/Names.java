package dev.netalias.cli.look.name;

import dev.netalias.cli.look.name.Lookup.Failed;
import dev.netalias.cli.look.name.Lookup.Found;
import dev.netalias.net.Address;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names of hosts, as {@link HostNames} knows them, and of networks: {@code /etc/networks}. What is
 * a number is never looked up.
 */
public final class Names {
  static final String UNKNOWN = "Unknown host";
  private static final String NO_ANSWER = "Host name lookup failure";
  private static final String NO_NAME = "Unknown server error";
  private static final String NO_ADDRESS = "No address associated with name";

  private final HostNames hosts;
  private final Networks networks;
  private final Map<Address, String> known = new HashMap<>();

  /** Names of hosts, and of the networks that the system knows. */
  public Names(HostNames hosts) {
    this(hosts, Networks.ofSystem());
  }

  Names(HostNames hosts, Networks networks) {
    this.hosts = hosts;
    this.networks = networks;
  }

  /**
   * An IPv4 address, or the name of a host or a network.
   *
   * @param hostFirst whether a host is expected more than a network
   */
  public Lookup inet(String text, boolean hostFirst) {
    if (text.equals("default")) {
      return new Found(Address.ofIpv4(0), true);
    }
    Optional<Address> number = AddressText.aton(text);
    if (number.isPresent()) {
      return new Found(number.get(), false);
    }
    if (hostFirst && host(text, Address.INET) instanceof Found found) {
      return found;
    }
    Optional<Address> network = networks.address(text);
    if (network.isPresent()) {
      return new Found(network.get(), true);
    }
    // Of two failed searches the C library tells of the last.
    return hostFirst ? new Failed(UNKNOWN) : host(text, Address.INET);
  }

  /** The name of a host that has an IPv6 address. */
  public Lookup inet6(String text) {
    return host(text, Address.INET6);
  }

  /** Java takes no name for this host, and a number of the other family for a name. */
  private Lookup host(String name, int family) {
    if (isBrokenNumber(name)) {
      return new Failed(UNKNOWN);
    }
    if (name.isEmpty() || name.indexOf(':') >= 0) {
      return new Failed(name.isEmpty() ? NO_NAME : UNKNOWN);
    }
    try {
      for (Address address : hosts.addresses(name)) {
        if (address.family() == family) {
          return new Found(address, false);
        }
      }
      return new Failed(NO_ADDRESS);
    } catch (UnknownHostException unknown) {
      String why = String.valueOf(unknown.getMessage());
      return new Failed(why.endsWith("Temporary failure in name resolution") ? NO_ANSWER : UNKNOWN);
    }
  }

  /**
   * Digits and dots that are no address are nobody's name: as {@code gethostbyname(3)} has it in
   * {@code nss/digits_dots.c} of the C library, no server is asked.
   */
  private static boolean isBrokenNumber(String name) {
    return !name.isEmpty()
        && Character.isDigit(name.charAt(0))
        && !name.endsWith(".")
        && name.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
  }

  /** The name of the host that has an address, or the address. */
  public String ofHost(Address address) {
    return known.computeIfAbsent(address, this::reverse);
  }

  private String reverse(Address address) {
    String number =
        address.family() == Address.INET6 ? AddressText.ntop6(address) : address.toString();
    return hosts.name(address).orElse(number);
  }

  /** The name of a network of {@code /etc/networks}, or its address. */
  public String ofNetwork(Address network) {
    return networks.name(network).orElseGet(network::toString);
  }
}
