package dev.netalias.formats.ifupdown;

import dev.netalias.formats.Declared;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
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
        + command(alias, "add")
        + "\n"
        + indent
        + "down ip "
        + command(alias, "del")
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

  private static String command(Declared alias, String verb) {
    if (alias.realisation() == Realisation.ROUTE) {
      String metric =
          AliasName.slotOf(alias.tag()).isPresent()
              ? Long.toString(Long.parseLong(alias.tag()) + 1)
              : Long.toString(RouteColumns.WORD_METRIC);
      String destination =
          alias.prefix().isHost()
              ? alias.prefix().address().toString()
              : alias.prefix().network().toString();
      return "route %s local %s dev %s table local proto 78 metric %s"
          .formatted(verb, destination, alias.device(), metric);
    }
    return "addr %s %s dev %s".formatted(verb, alias.prefix(), alias.device());
  }
}
