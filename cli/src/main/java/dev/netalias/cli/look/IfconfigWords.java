package dev.netalias.cli.look;

import dev.netalias.alias.AliasException;
import dev.netalias.cli.look.Step.Add;
import dev.netalias.cli.look.Step.Flag;
import dev.netalias.cli.look.Step.Impossible;
import dev.netalias.cli.look.Step.Remove;
import dev.netalias.cli.look.Step.SetAddress;
import dev.netalias.cli.look.Step.SetBroadcast;
import dev.netalias.cli.look.Step.SetHardware;
import dev.netalias.cli.look.Step.SetMask;
import dev.netalias.cli.look.Step.SetMetric;
import dev.netalias.cli.look.Step.SetMtu;
import dev.netalias.cli.look.Step.SetPeer;
import dev.netalias.cli.look.Step.SetQueue;
import dev.netalias.cli.look.name.AddressText;
import dev.netalias.cli.look.name.Lookup.Failed;
import dev.netalias.cli.look.name.Lookup.Found;
import dev.netalias.cli.look.name.Names;
import dev.netalias.cli.look.show.Hardware;
import dev.netalias.kernel.state.Link;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The grammar behind {@code ifconfig NAME}. */
final class IfconfigWords {
  private static final Map<String, Flag> FLAGS =
      Map.ofEntries(
          Map.entry("up", new Flag(Link.UP, true, "")),
          Map.entry("down", new Flag(Link.UP, false, "")),
          Map.entry("arp", new Flag(Link.NO_ARP, false, "")),
          Map.entry("-arp", new Flag(Link.NO_ARP, true, "")),
          Map.entry("trailers", new Flag(Link.NO_TRAILERS, false, "")),
          Map.entry("-trailers", new Flag(Link.NO_TRAILERS, true, "")),
          Map.entry("promisc", new Flag(Link.PROMISCUOUS, true, "")),
          Map.entry("-promisc", new Flag(Link.PROMISCUOUS, false, "promisc")),
          Map.entry("multicast", new Flag(Link.MULTICAST, true, "")),
          Map.entry("-multicast", new Flag(Link.MULTICAST, false, "MULTICAST")),
          Map.entry("allmulti", new Flag(Link.ALL_MULTICAST, true, "")),
          Map.entry("-allmulti", new Flag(Link.ALL_MULTICAST, false, "ALLMULTI")),
          Map.entry("dynamic", new Flag(Link.DYNAMIC, true, "")),
          Map.entry("-dynamic", new Flag(Link.DYNAMIC, false, "DYNAMIC")),
          Map.entry("-broadcast", new Flag(Link.BROADCAST, false, "BROADCAST")),
          Map.entry("-pointopoint", new Flag(Link.POINT_TO_POINT, false, "POINTOPOINT")),
          Map.entry("-pointtopoint", new Flag(Link.POINT_TO_POINT, false, "POINTOPOINT")));

  private static final Flag BROADCASTS = new Flag(Link.BROADCAST, true, "");
  private static final Flag POINT_TO_POINT = new Flag(Link.POINT_TO_POINT, true, "");

  private final Words words;
  private final Names names;
  private final Outcome outcome;
  private final List<Step> steps = new ArrayList<>();
  private int family = Address.INET;
  private boolean masked;
  private @Nullable Address maskOfAddress;

  /**
   * A reading.
   *
   * @param words what stands behind the name
   * @param outcome where words are counted that could not be read
   */
  IfconfigWords(List<String> words, Names names, Outcome outcome) {
    this.words = new Words(words, Usage::ifconfig);
    this.names = names;
    this.outcome = outcome;
  }

  /** What the words ask for. */
  List<Step> read() {
    family();
    while (words.hasNext()) {
      read(words.next());
    }
    if (maskOfAddress != null) {
      steps.add(new SetMask(maskOfAddress));
    }
    return steps;
  }

  private void family() {
    switch (words.peek()) {
      case "inet" -> words.next();
      case "inet6" -> {
        words.next();
        family = Address.INET6;
      }
      case "unix", "unspec", "ax25", "netrom", "rose", "ipx", "ddp", "ec", "ash", "x25" ->
          throw AliasException.usage(
              "addresses of the family '" + words.peek() + "' can't be set here",
              "families: inet, inet6");
      default -> {}
    }
  }

  private void read(String word) {
    Flag flag = FLAGS.get(word);
    if (flag != null) {
      steps.add(flag);
      return;
    }
    switch (word) {
      case "broadcast" -> broadcast();
      case "pointopoint", "pointtopoint" -> pointToPoint();
      case "dstaddr" -> address().ifPresent(a -> steps.add(new SetPeer(a)));
      case "netmask" -> mask();
      case "mtu" -> steps.add(new SetMtu(CNumber.decimal(words.argument())));
      case "metric" -> steps.add(new SetMetric(CNumber.decimal(words.argument())));
      case "txqueuelen" -> steps.add(new SetQueue((int) CNumber.ofAnyBase(words.argument())));
      case "hw" -> hardware();
      case "add" -> addressWithLength().ifPresent(a -> steps.add(new Add(a.address, a.length)));
      case "del" -> addressWithLength().ifPresent(a -> steps.add(new Remove(a.address, a.length)));
      case "mem_start", "io_addr", "irq" ->
          impossible(word + ": SIOCGIFMAP", word + ": SIOCSIFMAP");
      case "keepalive" -> impossible("SIOCSKEEPALIVE", "SIOCSKEEPALIVE");
      case "outfill" -> impossible("SIOCSOUTFILL", "SIOCSOUTFILL");
      case "media", "port" -> impossible("port: SIOCGIFMAP", "port: SIOCSIFMAP");
      case "tunnel", "name" ->
          throw AliasException.usage(
              "'" + word + "' of ifconfig is not taken over",
              word.equals("name") ? "ip link set dev OLD name NEW" : "ip tunnel add");
      default -> setAddress(word);
    }
  }

  private void impossible(String reading, String writing) {
    words.argument();
    steps.add(new Impossible(reading, writing));
  }

  private void broadcast() {
    if (words.hasNext()) {
      Optional<Address> address = address();
      if (address.isEmpty()) {
        return;
      }
      steps.add(new SetBroadcast(address.get()));
    }
    steps.add(BROADCASTS);
  }

  private void pointToPoint() {
    if (words.hasNext()) {
      Optional<Address> address = address();
      if (address.isEmpty()) {
        return;
      }
      steps.add(new SetPeer(address.get()));
    }
    steps.add(POINT_TO_POINT);
  }

  private void mask() {
    if (masked) {
      throw Usage.ifconfig();
    }
    address()
        .ifPresent(mask -> {
          masked = true;
          steps.add(new SetMask(mask));
        });
  }

  /** An IPv4 address by number or name; an error is counted and passed over. */
  private Optional<Address> address() {
    String text = words.argument();
    return switch (names.inet(text, false)) {
      case Found(Address address, boolean network) -> Optional.of(address);
      case Failed failed -> {
        outcome.error(failed.tell(text), 1);
        yield Optional.empty();
      }
    };
  }

  private record AddressAndLength(Address address, OptionalInt length) {}

  private Optional<AddressAndLength> addressWithLength() {
    String word = words.argument();
    int slash = word.indexOf('/');
    String text = slash < 0 ? word : word.substring(0, slash);
    boolean six = text.indexOf(':') >= 0;
    OptionalInt length = OptionalInt.empty();
    if (slash >= 0) {
      length = OptionalInt.of(CNumber.decimal(word.substring(slash + 1)));
      if (!six && length.getAsInt() > 32) {
        outcome.error(word + ": Unknown host\n", 1);
        return Optional.empty();
      }
      if (length.getAsInt() < 0 || length.getAsInt() > 128) {
        throw Usage.ifconfig();
      }
    }
    OptionalInt given = length;
    if (six) {
      Optional<Address> address = AddressText.pton6(text);
      if (address.isEmpty()) {
        outcome.error(text + ": Resolver Error 0 (no error)\n", 1);
      }
      return address.map(a -> new AddressAndLength(a, given));
    }
    return switch (names.inet(text, false)) {
      case Found(Address address, boolean network) ->
          Optional.of(new AddressAndLength(address, given));
      case Failed failed -> {
        outcome.error(failed.tell(text), 1);
        yield Optional.empty();
      }
    };
  }

  private void hardware() {
    String word = words.argument();
    Hardware type = Hardware.named(word);
    if (type == null) {
      throw Usage.ifconfig();
    }
    if (!type.isSettable()) {
      outcome.error("hw address type `" + word + "' has no handler to set address. failed.\n", 1);
      if (words.hasNext()) {
        words.next();
      }
      return;
    }
    String text = words.argument();
    Mac mac = mac(text, type.settableBytes());
    if (mac == null) {
      outcome.error(text + ": invalid " + type.word() + " address.\n", 1);
    } else {
      steps.add(new SetHardware(type, mac));
    }
  }

  /** Bytes of one or two digits, with or without colons between those of two. */
  private static @Nullable Mac mac(String text, int size) {
    byte[] bytes = new byte[size];
    int at = 0;
    for (int i = 0; i < size; i++) {
      int high = digit(text, at++);
      int low = digit(text, at);
      if (high < 0) {
        return null;
      }
      bytes[i] = (byte) (low < 0 ? high : high << 4 | low);
      at += low < 0 ? 0 : 1;
      if (at < text.length() && text.charAt(at) == ':') {
        at++;
      } else if (low < 0 && i < size - 1) {
        return null;
      }
    }
    return size > 0 && at == text.length() ? Mac.of(bytes) : null;
  }

  private static int digit(String text, int at) {
    return at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
  }

  /** A word that is none of the grammar's is an address or a host's name, or the line ends. */
  private void setAddress(String word) {
    if (family != Address.INET) {
      throw noSuchFamily(word);
    }
    int slash = word.indexOf('/');
    String text = slash < 0 ? word : word.substring(0, slash);
    if (slash >= 0) {
      String length = word.substring(slash + 1);
      long bits = CNumber.ofAnyBase(length);
      if (!CNumber.isWhole(length) || masked) {
        throw Usage.ifconfig();
      }
      if (bits < 0 || bits > 32) {
        throw AliasException.usage(
            "the prefix length %d of %s is not 0 to 32".formatted(bits, text),
            "the original would take it for another without a word");
      }
      maskOfAddress = Address.ofIpv4(bits == 0 ? 0 : (int) (-1L << 32 - bits));
    }
    switch (names.inet(text, false)) {
      case Found(Address address, boolean network) -> steps.add(new SetAddress(address));
      case Failed failed ->
          throw end(failed.tell(text) + "ifconfig: `--help' gives usage information.\n");
    }
  }

  private LookException noSuchFamily(String word) {
    if (AddressText.pton6(word).isPresent()) {
      return end("Don't know how to set addresses for family 10.\n");
    }
    return switch (names.inet6(word)) {
      case Found found -> end("Don't know how to set addresses for family 10.\n");
      case Failed failed ->
          end(failed.tellOfInet6(word) + "ifconfig: `--help' gives usage information.\n");
    };
  }

  /** The end of the line, after what was counted before. */
  private LookException end(String text) {
    return new LookException(outcome.errors() + text, 1);
  }
}
