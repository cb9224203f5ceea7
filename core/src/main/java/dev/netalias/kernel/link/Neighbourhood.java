package dev.netalias.kernel.link;

import dev.netalias.kernel.state.Device;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import java.time.Duration;
import java.util.Optional;

/**
 * The hosts that share a link with this one, on each of its Ethernet devices: they can be asked who
 * has an address, and told who has it now. By ARP for IPv4, by neighbour discovery for IPv6. One
 * thread uses it at a time.
 */
public interface Neighbourhood extends AutoCloseable {
  /**
   * Asks who has an address, {@code arping -D}: an ARP probe (RFC 5227 section 1.1), a neighbour
   * solicitation from nobody (RFC 4862 section 5.4.2).
   *
   * @return false where it could not be sent now
   */
  boolean ask(Device on, Address address);

  /**
   * Tells that this host has an address, {@code arping -A} and {@code arping -U}: a gratuitous ARP
   * request and reply, an unsolicited neighbour advertisement that overrides.
   *
   * @return false where it could not be sent now
   */
  boolean tell(Device on, Address address);

  /**
   * What the others say of addresses, what they say to others included.
   *
   * @param most how long to wait, by the kernel's clock; zero looks only
   * @return empty where nothing came in that time
   */
  Optional<Claim> hear(Duration most);

  @Override
  void close();

  /**
   * That somebody has an address, or asks for it as one who is about to take it.
   *
   * @param device index of the device on which it was heard
   * @param address the address
   * @param mac whose claim it is
   */
  record Claim(int device, Address address, Mac mac) {}
}
