package dev.netalias.cli.look.show;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The order of names in {@code ifconfig}: numbers in names count as numbers ({@code eth2} before
 * {@code eth10}), a device before its aliases, those by their number.
 *
 * @param stem the name up to its last digits
 * @param whole the name without {@code :N}
 * @param number the digits at the end of it, 0 where none
 * @param alias the digits behind the colon, null where it does not end in {@code :N}
 * @param slot those as a number, -1 where none
 */
record NameOrder(String stem, String whole, int number, @Nullable String alias, int slot)
    implements Comparable<NameOrder> {
  private static final Comparator<NameOrder> ORDER =
      Comparator.comparing(NameOrder::stem, NameOrder::compareStems)
          .thenComparingInt(NameOrder::number)
          .thenComparing(NameOrder::whole)
          .thenComparingInt(NameOrder::slot)
          .thenComparing(NameOrder::alias, Comparator.nullsFirst(Comparator.naturalOrder()));

  static NameOrder of(String name) {
    int digits = trailingDigits(name);
    boolean isAlias = digits < name.length() && digits > 0 && name.charAt(digits - 1) == ':';
    String whole = isAlias ? name.substring(0, digits - 1) : name;
    String alias = isAlias ? name.substring(digits) : null;
    int stem = trailingDigits(whole);
    return new NameOrder(
        whole.substring(0, stem),
        whole,
        number(whole.substring(stem)),
        alias,
        alias == null ? -1 : number(alias));
  }

  private static int trailingDigits(String name) {
    int start = name.length();
    while (start > 0 && name.charAt(start - 1) >= '0' && name.charAt(start - 1) <= '9') {
      start--;
    }
    return start;
  }

  /** What fits into the name of a device fits into a long; C keeps the lower half of it. */
  private static int number(String digits) {
    return digits.isEmpty() ? 0 : digits.length() > 18 ? -1 : (int) Long.parseLong(digits);
  }

  /** By the part that both are long enough for; then the shorter first. */
  private static int compareStems(String a, String b) {
    int both = Math.min(a.length(), b.length());
    int byText = a.substring(0, both).compareTo(b.substring(0, both));
    return byText != 0 ? byText : Integer.compare(a.length(), b.length());
  }

  @Override
  public int compareTo(NameOrder other) {
    return ORDER.compare(this, other);
  }
}
