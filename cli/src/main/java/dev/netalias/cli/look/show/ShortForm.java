package dev.netalias.cli.look.show;

import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Traffic;

/** The counters and flags of {@code ifconfig -s}, the same in old and new. */
final class ShortForm {
  private record Letter(int flag, String letter) {}

  private static final Letter[] LETTERS = {
    new Letter(Link.ALL_MULTICAST, "A"),
    new Letter(Link.BROADCAST, "B"),
    new Letter(Form.DEBUG, "D"),
    new Letter(Link.LOOPBACK, "L"),
    new Letter(Link.MULTICAST, "M"),
    new Letter(Link.DYNAMIC, "d"),
    new Letter(Link.PROMISCUOUS, "P"),
    new Letter(Link.NO_TRAILERS, "N"),
    new Letter(Link.NO_ARP, "O"),
    new Letter(Link.POINT_TO_POINT, "P"),
    new Letter(Form.SLAVE, "s"),
    new Letter(Form.MASTER, "m"),
    new Letter(Link.RUNNING, "R"),
    new Letter(Link.UP, "U"),
  };

  private ShortForm() {}

  static void counters(Columns line, Face face) {
    Traffic t = face.traffic();
    if (t == null) {
      line.left("     - no statistics available -", 56);
    } else {
      line.right(t.rxPackets(), 8).add(" ").right(t.rxErrors(), 6).add(" ");
      line.right(t.rxDropped(), 6).add(" ").left(Long.toUnsignedString(t.rxFifo()), 6).add(" ");
      line.right(t.txPackets(), 8).add(" ").right(t.txErrors(), 6).add(" ");
      line.right(t.txDropped(), 6).add(" ").right(t.txFifo(), 6).add(" ");
    }
    if ((short) face.flags() == 0) {
      line.add("[NO FLAGS]");
    }
    for (Letter letter : LETTERS) {
      if (face.has(letter.flag)) {
        line.add(letter.letter);
      }
    }
    line.add("\n");
  }
}
