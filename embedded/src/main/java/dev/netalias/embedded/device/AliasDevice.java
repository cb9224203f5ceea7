package dev.netalias.embedded.device;

import dev.netalias.kernel.state.Counters;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;

/**
 * An alias: a device with a state, an address and counters of its own, stacked on a main device.
 * MAC, MTU and link type are main's, always current, because it has none.
 *
 * <p>It counts the bytes of packets, as the kernel's packet filter does for an address; a main
 * device counts those of frames.
 */
public final class AliasDevice extends NetDevice {
  private final MainDevice main;
  private final String tag;
  private final Tally tally;
  private Address address;
  private int id;
  private boolean open;
  private long txPackets;
  private long txBytes;

  /**
   * Which number an alias has, and where what it receives is counted.
   *
   * @param id its number among those of main, that the lookup table gives
   * @param tally the counters of main's aliases
   */
  public record Place(int id, Tally tally) {}

  /** An alias of a main device, closed. */
  public AliasDevice(MainDevice main, String tag, Address address, Place place) {
    this.main = main;
    this.tag = tag;
    this.address = address;
    this.id = place.id;
    this.tally = place.tally;
    tally.begin(id);
  }

  @Override
  public String name() {
    return main.name() + ":" + tag;
  }

  /** The tag of its name. */
  public String tag() {
    return tag;
  }

  /** Its address. */
  public Address address() {
    return address;
  }

  /** Gives it another address. */
  public void readdress(Address newAddress) {
    address = newAddress;
  }

  /** Its number among the aliases of main, that the lookup table gives. */
  public int id() {
    return id;
  }

  /** Gives it another number. */
  public void number(int newId) {
    tally.move(id, newId);
    id = newId;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Opens or closes it. */
  public void open(boolean nowOpen) {
    open = nowOpen;
  }

  @Override
  public MainDevice main() {
    return main;
  }

  @Override
  public Counters counters() {
    return new Counters(tally.packets(id), tally.bytes(id), txPackets, txBytes);
  }

  /** Counts the packet, then hands it to main. */
  @Override
  public void transmit(Frame frame) {
    txPackets++;
    txBytes += frame.length() - Ethernet.SIZE;
    main.transmit(frame);
  }
}
