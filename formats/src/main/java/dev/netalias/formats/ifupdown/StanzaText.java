package dev.netalias.formats.ifupdown;

import dev.netalias.formats.AddressCommand;
import dev.netalias.formats.Declared;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
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
    return text
        + "iface %s inet manual\n".formatted(name)
        + indent
        + "up ip "
        + AddressCommand.of(alias, "add")
        + "\n"
        + indent
        + "down ip "
        + AddressCommand.of(alias, "del")
        + "\n";
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
