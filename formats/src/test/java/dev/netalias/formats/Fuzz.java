package dev.netalias.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.Creation.OwnDevice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Mutated files for a reader: each gives a result, or a refusal with a file; nothing else is
 * thrown, and none takes more than a second.
 */
public final class Fuzz {
  private static final int FILES = 100_000;
  private static final long MOST_NANOS = 1_000_000_000;

  /** What mutations put in: what means something in one of the formats, and what means nothing. */
  private static final List<String> WORDS =
      List.of(
          "\n",
          "\\\n",
          "#",
          ";",
          " ",
          "\t",
          "\0",
          "\u00ff",
          "=",
          ":",
          "/",
          "-",
          "- ",
          "[",
          "]",
          "{",
          "}",
          ", ",
          "\"",
          "'",
          "*",
          "&a ",
          "*a",
          "!!str ",
          "<<: ",
          "|\n",
          ">\n",
          "---\n",
          "...\n",
          "? ",
          "%",
          "99999999999999999999",
          "-1",
          "/33",
          "/129",
          "::",
          "0.0.0.0/0",
          "255.255.255.255",
          "eth0:",
          "eth0:0",
          "auto",
          "auto eth0:0\n",
          "iface ",
          "inherits ",
          "source *\n",
          "address 10.0.0.9/24\n",
          "up ip addr add 10.0.0.8/8 dev eth0 label eth0:8\n",
          "up ip link add link eth0 name eth0-d type macvlan mode bridge\n",
          "up ip link set dev eth0-d alias eth0:d\n",
          "up ip addr add 10.0.0.7/8 dev eth0-d\n",
          "[Route]\n",
          "Destination=10.0.0.8\n",
          "[Address]\n",
          "Address=10.0.0.7/8\n",
          "Label=eth0:7\n",
          "[ipv4]\n",
          "address1=10.0.0.1/8\n",
          "addresses:",
          "label: eth0:1",
          "x".repeat(200),
          "[".repeat(40),
          "{a: ".repeat(40),
          "\r\n",
          "\u2028",
          "\ud83d\ude00");

  /** Reads a file and edits it. */
  @FunctionalInterface
  public interface Reader {
    /** Does so; may refuse. */
    void read(String text);
  }

  private final List<String> seeds;
  private final Random random;

  private Fuzz(List<String> seeds, long seed) {
    this.seeds = seeds;
    random = new Random(seed);
  }

  /** Hands mutations of some files to a reader. */
  public static void of(List<String> seeds, Reader reader) {
    Fuzz fuzz = new Fuzz(seeds, 1);
    int accepted = 0;
    long worst = 0;
    for (int i = 0; i < FILES; i++) {
      String text = fuzz.next();
      long least = Long.MAX_VALUE;
      boolean read = false;
      // Again where it was long: a machine that does other things too stops a reader anywhere.
      for (int again = 0; again < 3 && least > MOST_NANOS; again++) {
        long start = System.nanoTime();
        read = fuzz.isAccepted(i, text, reader);
        least = Math.min(least, System.nanoTime() - start);
      }
      accepted += read ? 1 : 0;
      worst = Math.max(worst, least);
    }
    assertThat(worst).as("the longest of all, in nanoseconds").isLessThan(MOST_NANOS);
    assertThat(accepted).isPositive();
  }

  /** What is edited again changes no more; what a file is by then, empty where it is not there. */
  public static void again(Edited edited, Function<Map<String, String>, Edited> edit) {
    Map<String, String> texts = new TreeMap<>();
    for (Edited.File file : edited.files()) {
      texts.put(file.path().toString(), new String(file.after(), StandardCharsets.ISO_8859_1));
    }
    for (Edited.File file : edit.apply(texts).files()) {
      String after = new String(file.after(), StandardCharsets.ISO_8859_1);
      assertThat(after)
          .as("again, %s", file.path())
          .isEqualTo(texts.getOrDefault(file.path().toString(), after));
    }
  }

  private boolean isAccepted(int number, String text, Reader reader) {
    try {
      reader.read(text);
      return true;
    } catch (RefusedException refusal) {
      assertThat(refusal.place().line()).as("%s\n%s", refusal, text).isPositive();
      assertThat(refusal.getMessage()).startsWith("/").doesNotContain("\n");
      return false;
    } catch (RuntimeException | StackOverflowError | AssertionError mistake) {
      throw new AssertionError("file %d:\n%s".formatted(number, text), mistake);
    }
  }

  private String next() {
    StringBuilder text = new StringBuilder(any(seeds));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      mutate(text);
    }
    return text.toString();
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void mutate(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(40));
    switch (random.nextInt(8)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, text.substring(at, end));
      case 2 -> text.setLength(at);
      case 3 -> lines(text);
      case 4 -> {
        if (at < text.length()) {
          text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(7)));
        }
      }
      case 5 -> {
        String other = any(seeds);
        int from = random.nextInt(other.length());
        text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(80)));
      }
      default -> text.insert(at, any(WORDS));
    }
  }

  /** Two lines change places. */
  private void lines(StringBuilder text) {
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    if (lines.size() > 1) {
      int one = random.nextInt(lines.size());
      lines.add(random.nextInt(lines.size()), lines.remove(one));
      text.setLength(0);
      text.append(String.join("\n", lines)).append('\n');
    }
  }

  /** As a format without an encoding has it: each byte one character. */
  public static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** What every file is then to declare. */
  public static Wish wish() {
    return new Wish(
        List.of(
            Fixture.alias("eth0:0", "10.0.0.1/8"),
            Fixture.alias("eth0:9", "10.0.0.9/8"),
            Fixture.alias("eth0", "2001:db8::9/64"),
            Fixture.alias("eth7:1", "10.7.0.1/16"),
            Fixture.route("eth0:8", "10.0.0.8/32"),
            Fixture.alias("eth0:d", "10.0.0.7/8").withDevice(OwnDevice.USUAL)),
        List.of(),
        true);
  }
}
