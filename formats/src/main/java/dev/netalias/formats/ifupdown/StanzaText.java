package dev.netalias.formats.ifupdown;

import dev.netalias.formats.AddressCommand;
import dev.netalias.formats.Declared;
import dev.netalias.formats.DeviceCommands;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stanzas as netalias writes them. An IPv4 label is a stanza of the method {@code static}. What
 * ifupdown has no method for is a stanza of the method {@code manual} with the {@code ip} commands
 * that netalias itself would show: with {@code inet6 static} an IPv6 address would be deprecated,
 * for its name has a colon, and {@code inet6 manual} closes the main device with it.
 */
final class StanzaText {
  private StanzaText() {}

  /** The stanza of an alias, and the line that has it raised at boot where it is open. */
  static String of(Declared alias, String indent) {
    String name = alias.name();
    String text = alias.open() ? "auto " + name + "\n" : "";
    if (alias.isInet() && alias.realisation() == Realisation.LABEL) {
      String broadcast = broadcast(alias);
      return text
          + "iface %s inet static\n%saddress %s\n".formatted(name, indent, alias.prefix())
          + (broadcast == null ? "" : indent + "broadcast " + broadcast + "\n");
    }
    boolean own = alias.realisation() == Realisation.DEVICE;
    List<String> up =
        own ? DeviceCommands.making(alias) : List.of("ip " + AddressCommand.of(alias, "add"));
    String down = own ? DeviceCommands.removing(alias) : "ip " + AddressCommand.of(alias, "del");
    StringBuilder stanza = new StringBuilder(text + "iface %s inet manual\n".formatted(name));
    up.forEach(command -> stanza.append(indent).append("up ").append(command).append("\n"));
    return stanza.append(indent).append("down ").append(down).append("\n").toString();
  }

  /**
   * What an option {@code broadcast} has to say, null where ifupdown's own choice is what is
   * wanted. Of a host it would make the address its own broadcast address.
   */
  static @Nullable String broadcast(Declared alias) {
    Address broadcast = alias.broadcast();
    if (broadcast == null) {
      return "0.0.0.0";
    }
    return alias.hasUsualBroadcast() ? null : broadcast.toString();
  }
}
