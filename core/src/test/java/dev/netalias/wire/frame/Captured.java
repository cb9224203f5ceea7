package dev.netalias.wire.frame;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A frame that a real kernel sent; {@code capture-frames.sh} beside {@code frames.txt} gets more.
 *
 * @param text what tcpdump prints
 * @param bytes the frame
 */
record Captured(String text, byte[] bytes) {
  Frame frame() {
    return Frame.of(bytes);
  }

  static List<Captured> all() {
    List<Captured> all = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Captured.class.getResourceAsStream("frames.txt")),
                StandardCharsets.UTF_8))) {
      for (String block : String.join("\n", lines.lines().toList()).split("\n\n", -1)) {
        List<String> parts = block.lines().filter(l -> !l.startsWith("#")).toList();
        if (parts.size() > 1) {
          String hex = String.join("", parts.subList(1, parts.size()));
          all.add(new Captured(parts.getFirst(), HexFormat.of().parseHex(hex)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** The first whose text holds the words. */
  static Captured with(String words) {
    return all().stream().filter(c -> c.text.contains(words)).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return text;
  }
}
