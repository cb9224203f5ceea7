package dev.netalias.cli.lab.verb;

import dev.netalias.alias.AliasException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as {@code sleep(1)} reads them: {@code 3}, {@code 0.5s}, {@code 20ms}. */
final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|us|s|m|h|d)?");
  private static final BigDecimal NANOS_OF_SECOND = BigDecimal.valueOf(1_000_000_000);

  private Durations() {}

  static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw AliasException.usage(
          "'" + text + "' is not a time", "3 seconds are 3, also: 500ms, 3s, 2m, 1h");
    }
    BigDecimal seconds =
        switch (form.group(2)) {
          case "us" -> BigDecimal.valueOf(1, 6);
          case "ms" -> BigDecimal.valueOf(1, 3);
          case "m" -> BigDecimal.valueOf(60);
          case "h" -> BigDecimal.valueOf(3600);
          case "d" -> BigDecimal.valueOf(86_400);
          case null, default -> BigDecimal.ONE;
        };
    BigDecimal whole = seconds.multiply(new BigDecimal(form.group(1)));
    try {
      return Duration.ofNanos(whole.multiply(NANOS_OF_SECOND).toBigInteger().longValueExact());
    } catch (ArithmeticException tooLong) {
      throw AliasException.usage("'" + text + "' is too long a time", "");
    }
  }

  /** {@code 20ms}, {@code 1.5s}. */
  static String text(Duration time) {
    boolean small = time.compareTo(Duration.ofSeconds(1)) < 0;
    BigDecimal unit = small ? BigDecimal.valueOf(1_000_000) : NANOS_OF_SECOND;
    BigDecimal value = BigDecimal.valueOf(time.toNanos()).divide(unit);
    return value.stripTrailingZeros().toPlainString() + (small ? "ms" : "s");
  }
}
