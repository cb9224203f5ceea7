package dev.netalias.alias;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** A made-up address family, number 99, as a jar: three bytes, written {@code 1-2-3}. */
public final class ThirdFamily {
  private static final String SOURCE =
      """
      package made.up;

      import dev.netalias.alias.AliasType;
      import dev.netalias.net.Address;
      import java.util.Optional;

      public final class TriType implements AliasType {
        public int family() { return %d; }
        public String name() { return "%s"; }
        public Optional<Address> parse(String text) {
          if (!text.matches("[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3}")) return Optional.empty();
          String[] w = text.split("-");
          return Optional.of(Address.of(%1$d,
              (byte) Integer.parseInt(w[0]), (byte) Integer.parseInt(w[1]), (byte) Integer.parseInt(w[2])));
        }
        public String format(Address a) {
          byte[] b = a.bytes();
          return (b[0] & 255) + "-" + (b[1] & 255) + "-" + (b[2] & 255);
        }
        public int classPrefix(Address a) { return 16; }
      }
      """;

  private ThirdFamily() {}

  /** Compiles the type and packs it; the jar names it as a service provider. */
  public static Path jar(Path folder, int family, String name) throws IOException {
    Path source = Files.createDirectories(folder.resolve("src/made/up")).resolve("TriType.java");
    Files.writeString(source, SOURCE.formatted(family, name));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String path =
        Path.of(AliasType.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    run("javac", "-proc:none", "-d", classes.toString(), "-cp", path, source.toString());
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(AliasType.class.getName()), "made.up.TriType\n");
    Path jar = folder.resolve(name + ".jar");
    run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
    return jar;
  }

  private static void run(String tool, String... words) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code = ToolProvider.findFirst(tool).orElseThrow().run(out, out, words);
    if (code != 0) {
      throw new AssertionError(tool + ": " + said);
    }
  }
}
