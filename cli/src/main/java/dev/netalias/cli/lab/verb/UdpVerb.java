package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import dev.netalias.embedded.ip.Datagram;
import dev.netalias.embedded.ip.Drop;
import dev.netalias.embedded.ip.UdpSocket;
import dev.netalias.net.Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code udp listen} and {@code udp send}, {@code nc -u}: datagrams to and from aliases. What a
 * listener gets is shown with the host's name and the alias that it came for.
 */
final class UdpVerb {
  private static final Pattern PLACE = Pattern.compile("(?:\\[?([^\\[\\]]+)]?:)?(\\d{1,5})");
  private static final String KIND = "udp ";

  private UdpVerb() {}

  private record Place(Address address, int port) {
    static Place parse(String text, boolean needsAddress) {
      Matcher parts = PLACE.matcher(text);
      if (!parts.matches() || needsAddress && parts.group(1) == null) {
        throw AliasException.usage(
            "'" + text + "' is no address and port", "10.0.0.1:7, or [2001:db8::1]:7");
      }
      int port = Integer.parseInt(parts.group(2));
      if (port < 1 || port > 65_535) {
        throw AliasException.usage("'" + port + "' is no port", "1 to 65535");
      }
      String address = parts.group(1);
      return new Place(Address.parse(address == null ? "0.0.0.0" : address), port);
    }
  }

  static int run(Call call) {
    String what = call.word(1, "listen, send or off");
    return switch (what) {
      case "listen" -> listen(call);
      case "send" -> send(call);
      case "off" -> off(call);
      default -> throw call.strange(what);
    };
  }

  private static int listen(Call call) {
    Place place = Place.parse(call.word(2, "PORT"), false);
    call.most(2);
    Chatter chatter = call.scene().chatter();
    String host = call.host().name();
    UdpSocket socket = call.host().bind(place.address, place.port, d -> chatter.say(line(host, d)));
    call.scene().things(call.host()).begin(KIND + place, () -> call.scene().locked(socket::close));
    return 0;
  }

  private static String line(String host, Datagram datagram) {
    StringBuilder text = new StringBuilder();
    for (char c : new String(datagram.payload(), StandardCharsets.UTF_8).toCharArray()) {
      text.append(Character.isISOControl(c) ? '.' : c);
    }
    return "%s| udp to %s from %s: %s"
        .formatted(host, datagram.device().name(), datagram.from(), text);
  }

  private static int send(Call call) {
    List<String> words = new ArrayList<>(call.behind(2).words());
    String source = "";
    if (!words.isEmpty() && words.getFirst().equals("-I")) {
      source = call.word(3, "ALIAS");
      words.subList(0, 2).clear();
    }
    if (words.size() < 2) {
      throw AliasException.usage("ADDR:PORT and TEXT are needed", "help udp");
    }
    Place to = Place.parse(words.getFirst(), true);
    byte[] text = String.join(" ", words.subList(1, words.size())).getBytes(StandardCharsets.UTF_8);
    Address zero = to.address.masked(0);
    Address from = source.isEmpty() ? zero : call.source(source, zero.family());
    UdpSocket socket = call.host().bind(from, 0, d -> {});
    call.scene()
        .locked(() -> {
          try (socket) {
            Drop why = socket.send(to.address, to.port, text);
            if (why != null) {
              throw AliasException.conflict("it could not be sent: " + why.text(), "");
            }
          }
        });
    return 0;
  }

  private static int off(Call call) {
    call.most(1);
    HostThings things = call.scene().things(call.host());
    things.names(KIND).forEach(things::end);
    return 0;
  }
}
