package dev.netalias.linux.packet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The kernel's own duplicate detection of IPv6, as {@code sysctl} has it for one device; read by a
 * thread in the device's network namespace.
 *
 * @see <a href="https://docs.kernel.org/networking/ip-sysctl.html">ip-sysctl</a>
 */
public final class Detection {
  private static final Path SETTINGS = Path.of("/proc/sys/net/ipv6/conf");
  private static final Path NEIGHBOURS = Path.of("/proc/sys/net/ipv6/neigh");

  /** It begins at random within a second, and a machine with much to do may be late with it. */
  private static final Duration MARGIN = Duration.ofSeconds(4);

  private Detection() {}

  /** How long it takes at most; zero where there is none. */
  public static Duration most(String device) {
    int transmits = number(SETTINGS.resolve(device).resolve("dad_transmits"), 1);
    int accept = number(SETTINGS.resolve(device).resolve("accept_dad"), 1);
    int acceptAnywhere = number(SETTINGS.resolve("all").resolve("accept_dad"), 0);
    if (transmits <= 0 || Math.max(accept, acceptAnywhere) <= 0) {
      return Duration.ZERO;
    }
    int pause = number(NEIGHBOURS.resolve(device).resolve("retrans_time_ms"), 1000);
    return Duration.ofMillis((long) pause * transmits).plus(MARGIN);
  }

  private static int number(Path file, int unread) {
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (IOException | NumberFormatException missing) {
      return unread;
    }
  }
}
