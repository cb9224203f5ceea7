package dev.netalias.kernel.traffic;

import dev.netalias.net.Prefix;

/**
 * An alias that has a policy.
 *
 * @param prefix its address, or its whole prefix
 * @param name its name when it got the policy: a comment for who reads the table
 * @param policy what it lets in
 */
public record Policed(Prefix prefix, String name, Policy policy) {
  /** The same policy at another address. */
  public Policed at(Prefix other) {
    return new Policed(other, name, policy);
  }
}
