package dev.netalias.cli.look.show;

import dev.netalias.net.Mac;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hardware types that net-tools knows, in its order ({@code ARPHRD_*} of {@code
 * linux/if_arp.h}).
 */
public enum Hardware {
  /** {@code lo}. */
  LOOP(772, "loop", "Local Loopback"),
  /** SLIP. */
  SLIP(256, "slip", "Serial Line IP"),
  /** SLIP with compressed headers. */
  CSLIP(257, "cslip", "VJ Serial Line IP"),
  /** SLIP in 6 bits. */
  SLIP6(258, "slip6", "6-bit Serial Line IP"),
  /** SLIP in 6 bits with compressed headers. */
  CSLIP6(259, "cslip6", "VJ 6-bit Serial Line IP"),
  /** Adaptive SLIP. */
  ADAPTIVE(264, "adaptive", "Adaptive Serial Line IP"),
  /** Ash. */
  ASH(781, "ash", "Ash", new Digits(0, "")),
  /** Ethernet, and all that looks like it. */
  ETHER(1, "ether", "Ethernet", new Digits(6, ":")),
  /** Amateur radio. */
  AX25(3, "ax25", "AMPR AX.25", new Digits(7, "")),
  /** Amateur radio. */
  NETROM(0, "netrom", "AMPR NET/ROM", new Digits(7, "")),
  /** Amateur radio. */
  ROSE(270, "rose", "AMPR ROSE", new Digits(5, "")),
  /** IPv4 in IPv4. */
  TUNNEL(768, "tunnel", "IPIP Tunnel", new Digits(0, "")),
  /** PPP. */
  PPP(512, "ppp", "Point-to-Point Protocol"),
  /** Cisco's HDLC. */
  HDLC(513, "hdlc", "(Cisco)-HDLC"),
  /** LAPB. */
  LAPB(516, "lapb", "LAPB"),
  /** ARCnet. */
  ARCNET(7, "arcnet", "ARCnet", new Digits(1, "")),
  /** Frame relay. */
  DLCI(15, "dlci", "Frame Relay DLCI", new Digits(2, "")),
  /** Frame relay. */
  FRAD(770, "frad", "Frame Relay Access Device"),
  /** IPv6 in IPv4. */
  SIT(776, "sit", "IPv6-in-IPv4"),
  /** FDDI. */
  FDDI(774, "fddi", "Fiber Distributed Data Interface", new Digits(6, "-")),
  /** HIPPI. */
  HIPPI(780, "hippi", "HIPPI", new Digits(6, ":")),
  /** Infrared. */
  IRDA(783, "irda", "IrLAP", new Digits(4, ":")),
  /** Econet. */
  EC(782, "ec", "Econet"),
  /** X.25. */
  X25(271, "x25", "generic X.25"),
  /** EUI-64. */
  EUI64(27, "eui64", "Generic EUI-64", new Digits(8, ":")),
  /** All others. */
  UNSPEC(-1, "unspec", "UNSPEC", new Digits(16, "-"));

  /** Of a hardware address no more than so many bytes get to be printed. */
  private static final int BYTES_KEPT = 8;

  /** How many bytes of an address are printed, and what stands between them. */
  private record Digits(int bytes, String between) {}

  private final int number;
  private final String word;
  private final String title;
  private final Digits digits;

  Hardware(int number, String word, String title) {
    this(number, word, title, new Digits(0, ""));
  }

  Hardware(int number, String word, String title, Digits digits) {
    this.number = number;
    this.word = word;
    this.title = title;
    this.digits = digits;
  }

  /** That of a number. */
  static Hardware of(int number) {
    for (Hardware hardware : values()) {
      if (hardware.number == number) {
        return hardware;
      }
    }
    return UNSPEC;
  }

  /** That of the word behind {@code hw}, null where there is none. */
  public static @Nullable Hardware named(String word) {
    for (Hardware hardware : values()) {
      if (hardware.word.equals(word)) {
        return hardware;
      }
    }
    return null;
  }

  /** Its number. */
  public int number() {
    return number;
  }

  /** Its word, {@code ether}. */
  public String word() {
    return word;
  }

  /** Its title, {@code Ethernet}. */
  public String title() {
    return title;
  }

  /** Whether an address of it can be set. */
  public boolean isSettable() {
    return switch (this) {
      case ASH, ETHER, AX25, NETROM, ROSE, TUNNEL, ARCNET, FDDI, HIPPI, X25, EUI64 -> true;
      default -> false;
    };
  }

  /** The length of an address that can be set as pairs of digits, 0 where it has another form. */
  public int settableBytes() {
    return switch (this) {
      case ETHER, ARCNET, FDDI, HIPPI, EUI64 -> digits.bytes;
      default -> 0;
    };
  }

  /** The text of an address, null where none is printed. */
  @Nullable String text(Mac mac) {
    byte[] address = mac.bytes();
    byte[] kept = new byte[16];
    System.arraycopy(address, 0, kept, 0, Math.min(address.length, BYTES_KEPT));
    return switch (this) {
      case ETHER -> pairs(kept).toLowerCase(Locale.ROOT);
      case ROSE -> pairs(kept).toLowerCase(Locale.ROOT);
      case FDDI, HIPPI, ARCNET, EUI64, UNSPEC -> pairs(kept);
      case AX25, NETROM -> callSign(kept);
      case TUNNEL -> "";
      case DLCI -> Short.toString((short) (kept[0] & 0xff | kept[1] << 8));
      case IRDA -> pairs(new byte[] {kept[3], kept[2], kept[1], kept[0]}).toLowerCase(Locale.ROOT);
      default -> null;
    };
  }

  private String pairs(byte[] address) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits.bytes; i++) {
      text.append(i == 0 ? "" : digits.between);
      text.append(Character.toUpperCase(Character.forDigit(address[i] >> 4 & 0xf, 16)));
      text.append(Character.toUpperCase(Character.forDigit(address[i] & 0xf, 16)));
    }
    return text.toString();
  }

  /** Six letters, shifted by one bit, and a number: AX.25's own form. */
  private static String callSign(byte[] address) {
    StringBuilder sign = new StringBuilder();
    for (int i = 0; i < 6 && (address[i] & 0xff) >> 1 != ' ' && address[i] != 0; i++) {
      sign.append((char) ((address[i] & 0xff) >> 1));
    }
    int station = address[6] >> 1 & 0xf;
    return station == 0 ? sign.toString() : sign + "-" + station;
  }

  /** The list of all types, as the usage shows it. */
  public static String list() {
    StringBuilder text = new StringBuilder();
    for (Hardware hardware : values()) {
      if (hardware != UNSPEC) {
        text.append(hardware.ordinal() % 3 == 0 ? (text.isEmpty() ? "    " : "\n    ") : "");
        text.append(hardware.word).append(" (").append(hardware.title).append(") ");
      }
    }
    return text.append('\n').toString();
  }
}
