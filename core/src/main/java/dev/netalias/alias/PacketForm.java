package dev.netalias.alias;

/**
 * Where the addresses stand in the packets of a family, for a kernel that carries them on Ethernet.
 * It is all that receive attribution needs to know of a packet.
 *
 * @param etherType the Ethernet type, as in {@code linux/if_ether.h}: 0x0600 to 0xffff
 * @param source where the source address begins, in bytes behind the Ethernet header
 * @param destination where the destination address begins, likewise
 * @param size bytes of each, 1 to 16
 */
public record PacketForm(int etherType, int source, int destination, int size) {
  private static final int LEAST_TYPE = 0x0600; // below it is a length (IEEE 802.3)

  /** Checks that there can be such packets. */
  public PacketForm {
    boolean possible =
        etherType >= LEAST_TYPE
            && etherType <= 0xffff
            && source >= 0
            && destination >= 0
            && size >= 1
            && size <= 16;
    if (!possible) {
      throw new IllegalArgumentException("no packets are of the form " + etherType + ", " + size);
    }
  }

  /** How many bytes behind the Ethernet header a packet has at least. */
  public int least() {
    return Math.max(source, destination) + size;
  }
}
