package dev.netalias.cli.look.show;

import dev.netalias.kernel.state.Link;

/** A form in which {@code ifconfig} prints. */
public enum Form {
  /** That of net-tools 2.10. */
  LONG("") {
    @Override
    void print(StringBuilder text, Face face) {
      LongForm.print(new Columns(text), face);
    }
  },
  /** {@code -s} of net-tools 2.10. */
  SHORT("Iface      MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n") {
    @Override
    void print(StringBuilder text, Face face) {
      Columns line = new Columns(text);
      line.left(cut(face.shownName(), 15), 15)
          .add(" ")
          .right(face.main().state().mtu(), 5)
          .add(" ");
      ShortForm.counters(line, face);
    }
  },
  /** That of net-tools 1.60. */
  CLASSIC("") {
    @Override
    void print(StringBuilder text, Face face) {
      ClassicForm.print(new Columns(text), face);
    }
  },
  /** {@code -s} of net-tools 1.60. */
  CLASSIC_SHORT(
      "Iface   MTU Met   RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n") {
    @Override
    void print(StringBuilder text, Face face) {
      Columns line = new Columns(text);
      line.left(cut(face.shownName(), 9), 9).add(" ").right(face.main().state().mtu(), 5);
      line.add(" ").left(face.main().metric(), 2).add(" ");
      ShortForm.counters(line, face);
    }
  };

  /** Flags that no constant of {@link Link} names: {@code IFF_DEBUG}, of a bond, of its parts. */
  static final int DEBUG = 0x4;

  static final int MASTER = 0x400;
  static final int SLAVE = 0x800;

  private final String heading;

  Form(String heading) {
    this.heading = heading;
  }

  /** The form that the options ask for. */
  public static Form of(boolean classic, boolean inShort) {
    if (classic) {
      return inShort ? CLASSIC_SHORT : CLASSIC;
    }
    return inShort ? SHORT : LONG;
  }

  /** What stands above the first block. */
  public String heading() {
    return heading;
  }

  /** Appends a block. */
  public void append(StringBuilder text, Face face) {
    print(text, face);
  }

  abstract void print(StringBuilder text, Face face);

  private static String cut(String name, int width) {
    return name.length() > width ? name.substring(0, width) : name;
  }
}
