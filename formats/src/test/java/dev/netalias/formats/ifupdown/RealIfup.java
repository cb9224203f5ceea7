package dev.netalias.formats.ifupdown;

import dev.netalias.net.Address;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import dev.netalias.testkit.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The system's own ifup, asked what it would do with a file. */
final class RealIfup {
  private static final Pattern ADDS =
      Pattern.compile(
          "(?m)^ip (-6 )?addr add ([^ /]+)(?:/(\\S+))?[ \t]+(?:broadcast (\\S+)[ \t]+)?"
              + "dev (\\S+)(?: label \\S+)?.*$");

  /**
   * What came of it.
   *
   * @param accepted whether it reads the file
   * @param addresses what it would add, each as {@code DEVICE ADDRESS/LENGTH BROADCAST}
   */
  record Answer(boolean accepted, List<String> addresses, String said) {}

  private RealIfup() {}

  /** What it does at boot, and when the devices appear. */
  static Answer of(Path file, Path state) {
    Answer boot = of(file, state, "auto");
    Answer hotplug = of(file, state, "hotplug");
    return new Answer(
        boot.accepted,
        Stream.concat(boot.addresses.stream(), hotplug.addresses.stream())
            .distinct()
            .sorted()
            .toList(),
        boot.said + hotplug.said);
  }

  private static Answer of(Path file, Path state, String kind) {
    Ran ran =
        Ran.of(
            "ifup",
            "--no-act",
            "--verbose",
            "--force",
            "--no-mappings",
            "--no-scripts",
            "--no-loopback",
            "--all",
            "--allow=" + kind,
            "--interfaces=" + file,
            "--state-dir=" + state);
    boolean refused = ran.err().contains("couldn't read interfaces file");
    List<String> found = new ArrayList<>();
    Matcher matcher = ADDS.matcher(ran.err());
    while (matcher.find()) {
      address(matcher).ifPresent(found::add);
    }
    return new Answer(!refused, found, ran.err());
  }

  /** Nothing where ip would refuse it. */
  private static Optional<String> address(Matcher add) {
    try {
      Address address = Address.parse(add.group(2));
      int length = add.group(3) == null ? address.bits() : length(add.group(3));
      Prefix prefix = new Prefix(address, length);
      return Optional.of(
          "%s %s %s"
              .formatted(
                  add.group(5).replace(":007", ":7"), prefix, broadcast(prefix, add.group(4))));
    } catch (FormatException senseless) {
      return Optional.empty();
    }
  }

  private static int length(String text) {
    if (text.indexOf('.') < 0) {
      return Prefix.parseLength(text, 0);
    }
    long mask = Address.parse(text).low();
    if (mask == 0) {
      throw new FormatException("what a shift by more than the width of a number left");
    }
    int bits = Long.bitCount(mask);
    if (new Prefix(Address.ofIpv4(0), bits).mask().low() != mask) {
      throw new FormatException("no mask");
    }
    return bits;
  }

  /** As ip takes it: nothing is 0. */
  private static String broadcast(Prefix prefix, String said) {
    if (said == null || said.equals("0.0.0.0")) {
      return "none";
    }
    if (said.equals("+") || said.equals("-")) {
      Address found = said.equals("+") ? prefix.last() : prefix.network().address();
      return prefix.length() > 30 || found.isZero() ? "none" : found.toString();
    }
    return Address.parse(said).toString();
  }

  static Path write(Path folder, String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
