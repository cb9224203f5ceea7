package dev.netalias.embedded.ip;

import dev.netalias.alias.AliasType;
import dev.netalias.alias.Reception;
import dev.netalias.embedded.state.HostState;
import dev.netalias.embedded.state.RouteEntry;
import dev.netalias.embedded.state.Routes;
import dev.netalias.net.Address;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Receive attribution: which device a packet belongs to that came in on a main device. The decision
 * is the alias type's, by default {@link Reception#byTheFiveSteps}; the answers to its questions
 * are here.
 */
final class Attribution implements Reception {
  private final HostState state;
  private final Map<Integer, AliasType> types = new HashMap<>();
  private @Nullable Packet packet;
  private int owner;
  private boolean own;

  Attribution(HostState state) {
    this.state = state;
  }

  /** Lets a type decide for the packets of its family. */
  void use(AliasType type) {
    types.put(type.family(), type);
  }

  /** The packets of a family belong to who the five steps say. */
  void forget(int family) {
    types.remove(family);
  }

  /**
   * Chooses the device of a packet: the main device on which it came, or an open alias of it.
   *
   * @return the number of that alias, {@link #MAIN} where it is the main device
   */
  int choose(Packet newPacket) {
    packet = newPacket;
    owner = MAIN;
    int chosen = types.isEmpty() ? byTheFiveSteps() : byItsType(newPacket.family);
    if (chosen == MAIN) {
      own = isForMain();
      newPacket.device = newPacket.on.device();
    } else {
      own = (owner == MAIN ? aliasOfDestination() : owner) == chosen;
      newPacket.device = newPacket.on.aliases().device(chosen);
    }
    return chosen;
  }

  /** Whether the device that was chosen, and no other, owns the destination. */
  boolean isDestinationsOwn() {
    return own;
  }

  private int byItsType(int family) {
    AliasType type = types.get(family);
    int chosen = type == null ? byTheFiveSteps() : type.select(this);
    return chosen >= 0 && isOpen(chosen) ? chosen : MAIN;
  }

  private Packet packet() {
    Packet present = packet;
    if (present == null) {
      throw new IllegalStateException("no packet");
    }
    return present;
  }

  @Override
  public Address source() {
    Packet p = packet();
    return new Address(p.family, p.size, p.sourceHigh, p.sourceLow);
  }

  @Override
  public Address destination() {
    Packet p = packet();
    return new Address(p.family, p.size, p.destinationHigh, p.destinationLow);
  }

  @Override
  public boolean hasAliases() {
    return packet().on.aliases().size() > 0;
  }

  @Override
  public boolean isForMain() {
    Packet p = packet();
    return p.on.owns(p.family, p.destinationHigh, p.destinationLow);
  }

  @Override
  public int aliasOfDestination() {
    Packet p = packet();
    owner = p.on.aliases().find(p.family, p.destinationHigh, p.destinationLow);
    return owner;
  }

  @Override
  public int aliasTowardsSource() {
    Packet p = packet();
    Routes routes = state.routes(p.family);
    RouteEntry back = routes == null ? null : routes.find(p.sourceHigh, p.sourceLow, 0);
    Address through = back == null ? null : back.route().preferredSource();
    boolean here = back != null && back.out() == p.on.device() && through != null;
    return here && through != null
        ? p.on.aliases().find(through.family(), through.high(), through.low())
        : MAIN;
  }

  @Override
  public boolean isOpen(int alias) {
    return packet().on.aliases().isOpen(alias);
  }
}
