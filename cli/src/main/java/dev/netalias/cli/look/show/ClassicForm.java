package dev.netalias.cli.look.show;

import dev.netalias.cli.look.name.AddressText;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Prefix;

/** The block of net-tools 1.60, as Debian had it. */
final class ClassicForm {
  private static final String INDENT = "          ";

  private ClassicForm() {}

  static void print(Columns text, Face face) {
    Hardware hardware = face.hardware();
    String address = hardware.text(face.main().state().mac());
    text.left(face.shownName(), 9).add(" Link encap:").add(hardware.title()).add("  ");
    if (address != null) {
      text.add("HWaddr ").add(address).add("  ");
    }
    text.add("\n");
    addresses(text, face);
    text.add(INDENT);
    if ((short) face.flags() == 0) {
      text.add("[NO FLAGS]");
    }
    FlagWords.add(text, face, " ");
    int metric = face.main().metric();
    text.add("  MTU:").add(face.main().state().mtu());
    text.add("  Metric:").add(metric == 0 ? 1 : metric).add("\n");
    Traffic traffic = face.traffic();
    if (traffic != null) {
      counters(text, face, traffic);
    }
    resources(text, face.main().resources());
    text.add("\n");
  }

  private static void resources(Columns text, Resources r) {
    int interrupt = r.interrupt() & 0xff;
    int base = r.base() & 0xffff;
    if (interrupt == 0 && r.memoryStart() == 0 && r.dma() == 0 && base == 0) {
      return;
    }
    text.add(INDENT);
    if (interrupt != 0) {
      text.add("Interrupt:").add(interrupt).add(" ");
    }
    if (base >= LongForm.LEAST_BASE) {
      text.add("Base address:0x").add(Integer.toHexString(base)).add(" ");
    }
    if (r.memoryStart() != 0) {
      text.add("Memory:").add(Long.toHexString(r.memoryStart()));
      text.add("-").add(Long.toHexString(r.memoryEnd())).add(" ");
    }
    if (r.dma() != 0) {
      text.add("DMA chan:").add(Integer.toHexString(r.dma())).add(" ");
    }
    text.add("\n");
  }

  private static void addresses(Columns text, Face face) {
    InterfaceAddress inet = face.inet();
    if (inet != null) {
      text.add(INDENT).add("inet addr:").add(inet.local().toString());
      if (face.has(Link.POINT_TO_POINT)) {
        text.add("  P-t-P:").add(Face.destination(inet));
      }
      if (face.has(Link.BROADCAST)) {
        text.add("  Bcast:").add(Face.broadcast(inet));
      }
      text.add("  Mask:").add(Face.mask(inet)).add("\n");
    }
    for (Prefix inet6 : face.inet6()) {
      text.add(INDENT).add("inet6 addr: ").add(AddressText.ntop6(inet6.address()));
      text.add("/").add(inet6.length()).add(" Scope:");
      text.add(Face.classicScopeWord(Face.scope(inet6.address()))).add("\n");
    }
  }

  private static void counters(Columns text, Face face, Traffic t) {
    boolean compressing = LongForm.isCompressing(face);
    text.add(INDENT).add("RX packets:").unsigned(t.rxPackets());
    text.add(" errors:").unsigned(t.rxErrors()).add(" dropped:").unsigned(t.rxDropped());
    text.add(" overruns:").unsigned(t.rxFifo()).add(" frame:").unsigned(t.rxFrame()).add("\n");
    if (compressing) {
      text.add(INDENT).add("   compressed:").unsigned(t.rxCompressed()).add("\n");
    }
    text.add(INDENT).add("TX packets:").unsigned(t.txPackets());
    text.add(" errors:").unsigned(t.txErrors()).add(" dropped:").unsigned(t.txDropped());
    text.add(" overruns:").unsigned(t.txFifo()).add(" carrier:").unsigned(t.txCarrier());
    text.add("\n").add(INDENT).add("collisions:").unsigned(t.txCollisions()).add(" ");
    if (compressing) {
      text.add("compressed:").unsigned(t.txCompressed()).add(" ");
    }
    text.add("txqueuelen:").add(face.main().state().queueLength()).add(" \n");
    text.add(INDENT).add("RX bytes:").unsigned(t.rxBytes()).add(" (");
    text.add(Bytes.scaled(t.rxBytes())).add(")  TX bytes:").unsigned(t.txBytes()).add(" (");
    text.add(Bytes.scaled(t.txBytes())).add(")\n");
  }
}
