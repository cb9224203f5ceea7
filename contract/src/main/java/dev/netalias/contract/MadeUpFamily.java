package dev.netalias.contract;

import dev.netalias.alias.AliasType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * An address family that netalias has never heard of, in a jar: family 99, addresses {@code 1-2-3},
 * packets of the Ethernet type 0x88b5 (IEEE 802: for experiments) that begin with source and
 * destination. What comes from 9-9-9 is always main's.
 */
public final class MadeUpFamily {
  /** The Ethernet type of its packets. */
  public static final int ETHER_TYPE = 0x88b5;

  private static final String SOURCE =
      """
      package made.up;

      import dev.netalias.alias.AliasType;
      import dev.netalias.alias.PacketForm;
      import dev.netalias.alias.Reception;
      import dev.netalias.net.Address;
      import java.util.Optional;

      public final class TriType implements AliasType {
        public int family() { return 99; }
        public String name() { return "tri"; }
        public Optional<Address> parse(String text) {
          if (!text.matches("[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}")) return Optional.empty();
          byte[] b = new byte[3];
          String[] words = text.split("-");
          for (int i = 0; i < 3; i++) b[i] = (byte) Integer.parseInt(words[i]);
          return Optional.of(Address.of(99, b));
        }
        public String format(Address a) {
          byte[] b = a.bytes();
          return (b[0] & 255) + "-" + (b[1] & 255) + "-" + (b[2] & 255);
        }
        public int classPrefix(Address a) { return 16; }
        public Optional<PacketForm> packets() { return Optional.of(new PacketForm(0x88b5, 0, 3, 3)); }
        public int select(Reception r) {
          return format(r.source()).equals("9-9-9") ? Reception.MAIN : r.byTheFiveSteps();
        }
      }
      """;

  private MadeUpFamily() {}

  /** Compiles it and packs it into a jar in a folder. */
  public static Path pack(Path folder) throws IOException {
    Path source = Files.createDirectories(folder.resolve("made/up")).resolve("TriType.java");
    Files.writeString(source, SOURCE);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String out = classes.toString();
    tool("javac", "-proc:none", "-d", out, "-cp", core().toString(), source.toString());
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(AliasType.class.getName()), "made.up.TriType\n");
    Path jar = folder.resolve("tri.jar");
    tool("jar", "--create", "--file", jar.toString(), "-C", out, ".");
    return jar;
  }

  private static Path core() {
    try {
      return Path.of(AliasType.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void tool(String name, String... words) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    if (ToolProvider.findFirst(name).orElseThrow().run(out, out, words) != 0) {
      throw new AssertionError(name + ": " + said);
    }
  }
}
