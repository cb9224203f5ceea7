package dev.netalias.bench;

import dev.netalias.alias.Creation;
import dev.netalias.embedded.lab.Lab;
import dev.netalias.embedded.lab.LabHost;
import dev.netalias.embedded.lab.Ping;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A lab of 1,000 hosts with 100 aliases each: aim under 5 s and 1 GiB, and a ping across it. */
public final class LabStart {
  private static final int HOSTS = 1000;
  private static final int ALIASES = 100;
  private static final int NET = 0x0a00_0000;

  private LabStart() {}

  /** Measures, and prints a line. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    Lab lab = Lab.manual(1);
    lab.addWire("wire");
    for (int i = 0; i < HOSTS; i++) {
      add(lab, i);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    List<LabHost> hosts = List.copyOf(lab.hosts());
    Address last = Address.ofIpv4(NET + ((HOSTS - 1) << 8) + ALIASES + 1);
    Ping ping = hosts.getFirst().ping(Ping.Options.of(last, 1));
    lab.await(ping::isOver, Duration.ofSeconds(10));
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%d hosts with %d aliases each: %.2f s, %d MiB in use, ping to the last alias: %s%n",
        HOSTS,
        ALIASES,
        seconds,
        runtime.totalMemory() - runtime.freeMemory() >> 20,
        ping.received() == 1 ? "answered" : "lost");
    lab.close();
  }

  private static void add(Lab lab, int number) {
    LabHost host = lab.addHost("h" + number);
    int own = NET + (number << 8) + 1;
    host.net()
        .run(d -> {
          d.openMain("eth0");
          d.readdressMain(
              "eth0",
              InterfaceAddress.of(
                  d.view().block("eth0").orElseThrow().main().device(),
                  new Prefix(Address.ofIpv4(own), 8),
                  "eth0"));
          for (int i = 1; i <= ALIASES; i++) {
            Address address = Address.ofIpv4(own + i);
            d.create(Creation.of("eth0", null, address, OptionalInt.of(8)));
          }
        });
  }
}
