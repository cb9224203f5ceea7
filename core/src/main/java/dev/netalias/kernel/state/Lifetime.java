package dev.netalias.kernel.state;

import org.jspecify.annotations.Nullable;

/**
 * How long an address holds, {@code struct ifa_cacheinfo}.
 *
 * @param valid seconds until the kernel removes it, {@link #UNLIMITED} for never
 * @param preferred seconds until it is deprecated, {@link #UNLIMITED} for never
 */
public record Lifetime(long valid, long preferred) {
  /** No end: {@code INFINITY_LIFE_TIME}. */
  public static final long UNLIMITED = 0xffff_ffffL;

  /** Never removed, never deprecated. */
  public static final Lifetime FOREVER = new Lifetime(UNLIMITED, UNLIMITED);

  @Override
  public boolean equals(@Nullable Object other) { // without what records link for it at first use
    return other instanceof Lifetime that && valid == that.valid && preferred == that.preferred;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * valid + preferred);
  }
}
