package dev.netalias.cli.look;

import dev.netalias.cli.look.show.Hardware;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.OptionalInt;

/** What a word of an {@code ifconfig} line asks for. */
sealed interface Step {
  /** The original's text where the name is no device's. */
  String missing(String name);

  /** The request to the kernel that makes it, the last where it takes several. */
  String request();

  /** Its exit code then, and where permission is missing. */
  default int missingCode() {
    return 1;
  }

  /** What is said where flags are to be changed on what is no device. */
  static String noFlags(String name) {
    return noDevice(name + ": ERROR while getting interface flags");
  }

  private static String noDevice(String request) {
    return request + ": No such device\n";
  }

  /**
   * A flag is set or cleared.
   *
   * @param word what the original calls it where it could not be cleared, empty where it does not
   *     look
   */
  record Flag(int flag, boolean set, String word) implements Step {
    @Override
    public String request() {
      return "SIOCSIFFLAGS";
    }

    @Override
    public String missing(String name) {
      String first = noFlags(name);
      boolean looks = !set && !word.isEmpty();
      return looks ? first + noDevice(name + ": ERROR while testing interface flags") : first;
    }

    @Override
    public int missingCode() {
      return -1;
    }
  }

  /** The address is set. */
  record SetAddress(Address address) implements Step {
    @Override
    public String request() {
      return "SIOCSIFFLAGS";
    }

    @Override
    public String missing(String name) {
      return noDevice("SIOCSIFADDR") + noFlags(name);
    }

    @Override
    public int missingCode() {
      return -1;
    }
  }

  /** The mask of the address is set. */
  record SetMask(Address mask) implements Step {
    @Override
    public String request() {
      return "SIOCSIFNETMASK";
    }

    @Override
    public String missing(String name) {
      return noDevice(request());
    }
  }

  /** The broadcast address is set. */
  record SetBroadcast(Address broadcast) implements Step {
    @Override
    public String request() {
      return "SIOCSIFBRDADDR";
    }

    @Override
    public String missing(String name) {
      return noDevice(request());
    }
  }

  /** The far end of the address is set. */
  record SetPeer(Address peer) implements Step {
    @Override
    public String request() {
      return "SIOCSIFDSTADDR";
    }

    @Override
    public String missing(String name) {
      return noDevice(request());
    }
  }

  /** The largest payload is set. */
  record SetMtu(int mtu) implements Step {
    @Override
    public String request() {
      return "SIOCSIFMTU";
    }

    @Override
    public String missing(String name) {
      return noDevice(request());
    }
  }

  /** The length of the transmit queue is set. */
  record SetQueue(int length) implements Step {
    @Override
    public String request() {
      return "SIOCSIFTXQLEN";
    }

    @Override
    public String missing(String name) {
      return noDevice(request());
    }
  }

  /** The metric is set, which no device of Linux has. */
  record SetMetric(int metric) implements Step {
    @Override
    public String request() {
      return "SIOCSIFMETRIC";
    }

    @Override
    public String missing(String name) {
      return noDevice(request());
    }
  }

  /** The hardware address is set. */
  record SetHardware(Hardware type, Mac mac) implements Step {
    @Override
    public String request() {
      return "SIOCSIFHWADDR";
    }

    @Override
    public String missing(String name) {
      return noDevice(request());
    }
  }

  /** An address more. */
  record Add(Address address, OptionalInt length) implements Step {
    @Override
    public String request() {
      return "SIOCSIFADDR";
    }

    @Override
    public String missing(String name) {
      return missingAddress(name, address);
    }
  }

  /** An address less. */
  record Remove(Address address, OptionalInt length) implements Step {
    @Override
    public String request() {
      return "SIOCDIFADDR";
    }

    @Override
    public String missing(String name) {
      return missingAddress(name, address);
    }
  }

  private static String missingAddress(String name, Address address) {
    return address.family() == Address.INET6
        ? noDevice("SIOGIFINDEX")
        : name + ": error fetching interface information: Device not found\n";
  }

  /** The length that an address is added or removed with: a host's where none is given. */
  static Prefix prefix(Address address, OptionalInt length) {
    return new Prefix(address, length.orElse(address.bits()));
  }

  /** What today's devices can't do: an I/O address, an interrupt, a keep-alive of SLIP. */
  record Impossible(String reading, String writing) implements Step {
    @Override
    public String request() {
      return writing;
    }

    @Override
    public String missing(String name) {
      return noDevice(reading);
    }
  }
}
