package dev.netalias.cli.look.show;

import dev.netalias.cli.look.name.AddressText;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Prefix;

/** The block of net-tools 2.10. */
final class LongForm {
  private static final String INDENT = "        ";

  /** Below it, an I/O address is something else. */
  static final int LEAST_BASE = 0x100;

  private LongForm() {}

  static void print(Columns text, Face face) {
    text.add(face.shownName()).add(": flags=").add((short) face.flags());
    if (FlagWords.any(face)) {
      text.add("<");
      FlagWords.add(text, face, ",");
      text.add(">");
    } else if ((short) face.flags() == 0) {
      text.add("<"); // and no more: net-tools takes the other bracket for a comma
    }
    text.add("  mtu ").add(face.main().state().mtu()).add("\n");
    addresses(text, face);
    hardware(text, face);
    Traffic traffic = face.traffic();
    if (traffic != null) {
      counters(text, traffic, isCompressing(face));
    }
    resources(text, face.main().resources());
    text.add("\n");
  }

  /** As {@code struct ifmap} holds it: an interrupt of a byte, an I/O address of two. */
  private static void resources(Columns text, Resources r) {
    int interrupt = r.interrupt() & 0xff;
    int base = r.base() & 0xffff;
    if (interrupt == 0 && r.memoryStart() == 0 && r.dma() == 0 && base < LEAST_BASE) {
      return;
    }
    text.add(INDENT).add("device ");
    if (interrupt != 0) {
      text.add("interrupt ").add(interrupt).add("  ");
    }
    if (base >= LEAST_BASE) {
      text.add("base 0x").add(Integer.toHexString(base)).add("  ");
    }
    if (r.memoryStart() != 0) {
      text.add("memory 0x").add(Long.toHexString(r.memoryStart()));
      text.add("-").add(Long.toHexString(r.memoryEnd())).add("  ");
    }
    if (r.dma() != 0) {
      text.add("  dma 0x").add(Integer.toHexString(r.dma()));
    }
    text.add("\n");
  }

  private static void addresses(Columns text, Face face) {
    InterfaceAddress inet = face.inet();
    if (inet != null) {
      text.add(INDENT).add("inet ").add(inet.local().toString());
      text.add("  netmask ").add(Face.mask(inet));
      if (face.has(Link.BROADCAST)) {
        text.add("  broadcast ").add(Face.broadcast(inet));
      }
      if (face.has(Link.POINT_TO_POINT)) {
        text.add("  destination ").add(Face.destination(inet));
      }
      text.add("\n");
    }
    for (Prefix inet6 : face.inet6()) {
      int scope = Face.scope(inet6.address());
      text.add(INDENT).add("inet6 ").add(AddressText.ntop6(inet6.address()));
      text.add("  prefixlen ").add(inet6.length()).add("  scopeid 0x");
      text.add(Integer.toHexString(scope)).add(Face.scopeWord(scope)).add("\n");
    }
  }

  private static void hardware(Columns text, Face face) {
    Hardware hardware = face.hardware();
    String address = hardware.text(face.main().state().mac());
    text.add(INDENT).add(hardware.word());
    if (address != null) {
      text.add(" ").add(address);
    }
    text.add("  txqueuelen ").add(face.main().state().queueLength());
    text.add("  (").add(hardware.title()).add(")\n");
  }

  static boolean isCompressing(Face face) {
    return face.hardware() == Hardware.CSLIP || face.hardware() == Hardware.CSLIP6;
  }

  private static void counters(Columns text, Traffic t, boolean compressing) {
    text.add(INDENT).add("RX packets ").unsigned(t.rxPackets()).add("  bytes ");
    text.unsigned(t.rxBytes()).add(" (").add(Bytes.scaled(t.rxBytes())).add(")\n");
    if (compressing) {
      text.add(INDENT).add("RX compressed:").unsigned(t.rxCompressed()).add("\n");
    }
    text.add(INDENT).add("RX errors ").unsigned(t.rxErrors());
    text.add("  dropped ").unsigned(t.rxDropped()).add("  overruns ").unsigned(t.rxFifo());
    text.add("  frame ").unsigned(t.rxFrame()).add("\n");
    text.add(INDENT).add("TX packets ").unsigned(t.txPackets()).add("  bytes ");
    text.unsigned(t.txBytes()).add(" (").add(Bytes.scaled(t.txBytes())).add(")\n");
    if (compressing) {
      text.add(INDENT).add("TX compressed ").unsigned(t.txCompressed()).add("\n");
    }
    text.add(INDENT).add("TX errors ").unsigned(t.txErrors());
    text.add("  dropped ").unsigned(t.txDropped()).add(" overruns ").unsigned(t.txFifo());
    text.add("  carrier ").unsigned(t.txCarrier());
    text.add("  collisions ").unsigned(t.txCollisions()).add("\n");
  }
}
