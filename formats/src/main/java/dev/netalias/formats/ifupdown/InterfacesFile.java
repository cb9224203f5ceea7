package dev.netalias.formats.ifupdown;

import java.util.List;

/**
 * One file, whole: its bytes, each one character, and the stanzas in it.
 *
 * @param name its path, as ifupdown would name it
 * @param text what is in it
 * @param stanzas what was understood of it, in its order
 */
record InterfacesFile(String name, String text, List<Stanza> stanzas) {
  InterfacesFile {
    stanzas = List.copyOf(stanzas);
  }

  /** The iface stanzas in it. */
  List<Stanza.Iface> ifaces() {
    return stanzas.stream()
        .filter(Stanza.Iface.class::isInstance)
        .map(Stanza.Iface.class::cast)
        .toList();
  }
}
