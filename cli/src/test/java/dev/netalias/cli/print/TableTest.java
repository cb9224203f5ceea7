package dev.netalias.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {
  private static String printed(int first) {
    Table table = new Table(false, "A", "B", "C");
    table.row(null, "a".repeat(first), "-", "c".repeat(10));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), 0);
    return bytes.toString(StandardCharsets.UTF_8).lines().skip(1).findFirst().orElseThrow();
  }

  private static String row(int first, String rest) {
    return "a".repeat(first) + rest + "c".repeat(10);
  }

  @Test
  void columnsAreOneBlankApartOnlyWhereThatKeepsALineWithinEightyCharacters() {
    assertThat(printed(65)).isEqualTo(row(65, "  -  "));
    assertThat(printed(67)).isEqualTo(row(67, " - "));
    assertThat(printed(68)).as("one that tells nothing is left out").isEqualTo(row(68, "  "));
    assertThat(printed(69)).isEqualTo(row(69, " "));
    assertThat(printed(70)).as("too long anyway").isEqualTo(row(70, "  "));
  }
}
