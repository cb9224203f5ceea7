package dev.netalias.wire.rtnl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Messages of a real kernel as text: lines with {@code #} are comments, hex lines a message, lines
 * with {@code >} how it prints; a blank line ends each. {@code capture.py} beside the files makes
 * the first two, {@link #main} the third, which people then check against what {@code ip -d} says.
 */
final class Fixtures {
  static final List<String> FILES =
      List.of("links", "addresses", "routes", "neighbours", "rules", "errors", "events");

  /**
   * One message.
   *
   * @param where its file and its place there
   * @param bytes what the kernel sent
   * @param printed how it prints
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Fixture(String where, byte[] bytes, String printed) {
    @Override
    public String toString() {
      return where;
    }
  }

  private Fixtures() {}

  static List<Fixture> all() {
    return FILES.stream().flatMap(file -> of(file).stream()).toList();
  }

  static List<Fixture> of(String file) {
    try (InputStream in = Fixtures.class.getResourceAsStream(file + ".txt")) {
      byte[] text = Objects.requireNonNull(in, file).readAllBytes();
      return parse(file, new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Fixture> parse(String file, String text) {
    List<Fixture> fixtures = new ArrayList<>();
    for (String block : text.split("\n\n", -1)) {
      List<String> lines = block.lines().filter(l -> !l.startsWith("#")).toList();
      String hex = lines.stream().filter(l -> !l.startsWith(">")).collect(Collectors.joining());
      String printed =
          lines.stream()
              .filter(l -> l.startsWith("> "))
              .map(l -> l.substring(2))
              .collect(Collectors.joining(", "));
      if (!hex.isEmpty()) {
        String where = file + " " + (fixtures.size() + 1);
        fixtures.add(new Fixture(where, HexFormat.of().parseHex(hex), printed));
      }
    }
    return fixtures;
  }

  /**
   * Adds to a captured file how each message prints, after {@code mvn test-compile}:
   *
   * <pre>
   * sudo unshare -n capture.py routes > captured.txt
   * java -cp core/target/classes:core/target/test-classes \
   *     dev.netalias.wire.rtnl.Fixtures captured.txt > routes.txt
   * </pre>
   */
  public static void main(String[] args) throws IOException {
    String text = Files.readString(Path.of(args[0]));
    StringBuilder out = new StringBuilder();
    for (String block : text.strip().split("\n\n", -1)) {
      out.append(out.isEmpty() ? "" : "\n").append(block).append('\n');
      for (Fixture fixture : parse("", block)) {
        String printed = Rtm.protocol().trace(MemorySegment.ofArray(fixture.bytes()));
        out.append("> ").append(printed.replace(", ", "\n> ")).append('\n');
      }
    }
    System.out.print(out);
  }
}
