package dev.netalias.embedded.ip;

import dev.netalias.alias.AliasType;
import dev.netalias.alias.PacketForm;
import dev.netalias.embedded.state.Interface;
import dev.netalias.net.Address;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes the packets of families that only an alias type knows: attributes and counts them. What is
 * in them nobody here understands, so they go no further.
 */
final class OtherFamilies {
  private static final int AT = Ethernet.SIZE;

  private record Form(int family, PacketForm form) {}

  private final Attribution attribution;
  private final Drops drops;
  private final Packet packet;
  private final Map<Integer, Form> byEtherType = new HashMap<>();

  OtherFamilies(Ip4Input.Shared shared) {
    attribution = shared.attribution();
    drops = shared.drops();
    packet = new Packet(shared.state().loopback(), 0);
  }

  void use(AliasType type) {
    type.packets().ifPresent(f -> byEtherType.put(f.etherType(), new Form(type.family(), f)));
  }

  void forget(int family) {
    byEtherType.values().removeIf(f -> f.family == family);
  }

  /** Takes a packet; says whether it is of a family that is known here. */
  boolean receive(Interface on, Frame frame) {
    Form known = byEtherType.get(Ethernet.type(frame));
    if (known == null) {
      return false;
    }
    PacketForm form = known.form;
    if (frame.length() < AT + form.least()) {
      drops.count(Drop.FAMILY_SHORT);
      return true;
    }
    Address source = Address.of(known.family, frame.bytes(AT + form.source(), form.size()));
    Address to = Address.of(known.family, frame.bytes(AT + form.destination(), form.size()));
    packet.on = on;
    packet.frame = frame;
    packet.family = known.family;
    packet.size = form.size();
    packet.sourceHigh = source.high();
    packet.sourceLow = source.low();
    packet.destinationHigh = to.high();
    packet.destinationLow = to.low();
    packet.payload = AT + form.least();
    packet.end = frame.length();
    int alias = attribution.choose(packet);
    if (alias != Attribution.MAIN) {
      on.aliases().received(alias, packet.end - AT);
    }
    drops.count(Drop.PROTOCOL);
    return true;
  }
}
