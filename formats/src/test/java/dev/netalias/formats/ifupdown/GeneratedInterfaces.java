package dev.netalias.formats.ifupdown;

import java.util.List;
import java.util.Random;

/** Files of interfaces, by chance: mostly sensible ones, with all that the grammar allows. */
final class GeneratedInterfaces {
  private static final List<String> NAMES =
      List.of("eth0", "eth1", "eth0:0", "eth0:1", "eth0:007", "eth1:mail", "wlan0", "home");
  private static final List<String> ADDRESSES =
      List.of(
          "10.6.0.1/24",
          "10.6.0.2",
          "172.16.5.5",
          "192.0.2.7",
          "192.0.2.8/31",
          "192.0.2.9/32",
          "198.51.100.4/255.255.255.0",
          "10.1.2.3/8",
          "203.0.113.1/24abc",
          "10.6.0.1/24 # c",
          "10.6.0.1//24",
          "/10.6.0.1/24",
          "224.0.0.1",
          "10.0.0.300/24",
          "host/24",
          "10.6.0.1 /24",
          "10.6.0.1/ 24",
          "10.9.8.7/255.255.0.255");
  private static final List<String> MASKS =
      List.of("255.255.255.0", "255.255.255.128", "24", "16", "255.255.255.254", "32");
  private static final List<String> BROADCASTS =
      List.of("+", "-", "10.6.0.255", "0.0.0.0", "255.255.255.255");
  private static final List<String> ADDRESSES6 =
      List.of("2001:db8::1/64", "2001:db8::2", "2001:db8::3/128", "fe80::1/10", "2001:DB8:0::4/48");
  private static final List<String> METHODS =
      List.of("static", "static", "static", "static", "manual", "dhcp", "loopback", "nonsense");

  private final Random random;
  private final StringBuilder text = new StringBuilder();

  private GeneratedInterfaces(long seed) {
    random = new Random(seed);
  }

  static String of(long seed) {
    GeneratedInterfaces file = new GeneratedInterfaces(seed);
    int stanzas = 1 + file.random.nextInt(8);
    for (int i = 0; i < stanzas; i++) {
      file.stanza();
    }
    return file.text.toString();
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void stanza() {
    switch (random.nextInt(12)) {
      case 0 -> line("# a comment" + (one(3) ? " \\" : ""));
      case 1 -> line("");
      case 2 ->
          line(
              "auto "
                  + any(NAMES)
                  + (one(2) ? " " + any(NAMES) : "")
                  + (one(4) ? " eth1=home" : ""));
      case 3 -> line(one(2) ? "allow-other " + any(NAMES) : "allow-hotplug wlan0");
      case 4 -> line(one(3) ? "no-auto-down eth0" : "no-scripts eth1");
      case 5 -> mapping();
      case 6 -> line(one(6) ? "stray option" : "source nowhere/*");
      default -> iface();
    }
  }

  private void mapping() {
    line("mapping nic*");
    line("  script /bin/true");
    line(one(8) ? "  script /bin/false" : "  map a b");
  }

  private void iface() {
    String name = any(NAMES);
    if (one(2)) {
      line("auto " + name);
    }
    boolean six = one(4);
    String method = one(3) ? any(METHODS) : "static";
    String inherits = one(9) ? " inherits " + any(NAMES) : one(20) ? " extra words" : "";
    line(
        "iface %s %s %s%s"
            .formatted(name, one(40) ? "inet7" : six ? "inet6" : "inet", method, inherits));
    if (method.equals("static") && inherits.isEmpty() || one(3)) {
      option("address " + (six ? any(ADDRESSES6) : any(ADDRESSES)));
    }
    if (one(6)) {
      option("address " + (six ? any(ADDRESSES6) : any(ADDRESSES)));
    }
    if (one(3)) {
      option("netmask " + (six ? "64" : any(MASKS)));
    }
    if (one(4) && !six) {
      option("broadcast " + any(BROADCASTS));
    }
    if (one(8)) {
      line(one(2) ? "  auto" : "  allow-auto");
    }
    if (one(6)) {
      option(one(4) ? "up" : "up echo hello");
    }
    if (one(6)) {
      option("gateway " + (six ? "2001:db8::fe" : "10.6.0.254"));
    }
  }

  private void option(String words) {
    int blank = words.indexOf(' ');
    if (one(12) && blank > 0) {
      line(
          "   "
              + words.substring(0, blank)
              + " \\\n"
              + (one(2) ? "   " : "")
              + words.substring(blank + 1));
    } else {
      line((one(2) ? "\t" : "    ") + words + (one(8) ? "  " : ""));
    }
  }

  private void line(String words) {
    text.append(one(10) ? "  " : "").append(words).append(one(60) ? "\r\n" : "\n");
  }
}
