package dev.netalias.cli.look.name;

import dev.netalias.net.Address;

/** What came of looking up a name. */
public sealed interface Lookup {
  /**
   * It stands for an address.
   *
   * @param address the address
   * @param isNetwork whether it is a network's, from {@code /etc/networks} or {@code default}
   */
  record Found(Address address, boolean isNetwork) implements Lookup {}

  /**
   * It stands for nothing.
   *
   * @param why as {@code herror(3)} says it
   */
  record Failed(String why) implements Lookup {
    /** The whole line for standard error. */
    public String tell(String name) {
      return (name.isEmpty() ? why : name + ": " + why) + "\n";
    }

    /** The lines where an IPv6 address was looked for: with the number of getaddrinfo(3) too. */
    public String tellOfInet6(String name) {
      int code = why.equals(Names.UNKNOWN) ? -2 : -3;
      return "getaddrinfo: " + name + ": " + code + "\n" + tell(name);
    }
  }
}
