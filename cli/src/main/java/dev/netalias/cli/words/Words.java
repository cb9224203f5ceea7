package dev.netalias.cli.words;

import dev.netalias.alias.AliasException;
import dev.netalias.net.AliasName;
import dev.netalias.net.DeviceName;
import dev.netalias.net.FormatException;
import org.jspecify.annotations.Nullable;

/** Words of the command line that are names and numbers; what is wrong with one is wrong usage. */
public final class Words {
  private static final String TAGS = "a tag is a number, or a word of letters, digits, _ . and -";

  private Words() {}

  /**
   * {@code DEV} or {@code DEV:TAG}.
   *
   * @param main the main device
   * @param tag the tag in canonical form, null where there is no colon
   */
  public record Target(String main, @Nullable String tag) {
    /** Reads it. */
    public static Target parse(String text) {
      try {
        if (text.indexOf(':') < 0) {
          return new Target(new DeviceName(text).text(), null);
        }
        AliasName name = AliasName.parse(text);
        return new Target(name.main().text(), name.tag());
      } catch (FormatException wrong) {
        throw AliasException.usage(String.valueOf(wrong.getMessage()), TAGS);
      }
    }
  }

  /** The bound of slots: a number, or {@code none} as a negative one. */
  public static int slotBound(String text) {
    if (text.equals("none")) {
      return -1;
    }
    try {
      int bound = Integer.parseInt(text);
      if (bound >= 0) {
        return bound;
      }
    } catch (NumberFormatException notDecimal) {
      // told below
    }
    throw AliasException.usage(
        "'" + text + "' is not a bound of slots", "--max-slot takes a number from 0, or none");
  }
}
