package dev.netalias.plan;

import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

/**
 * How an alias is to be kept, beside its address; null where the usual is meant.
 *
 * @param probe whether the network is asked for the address before it is taken
 * @param announce whether the network is told of it
 * @param counters whether its packets are counted
 * @param policy what may come to it, null for all
 * @param gateway through which packets with its address as source leave
 * @param onlink whether the gateway is on the link whatever the subnets say
 * @param preferSource whether the host speaks with its address where none is chosen
 */
public record Manner(
    @Nullable Boolean probe,
    @Nullable Boolean announce,
    @Nullable Boolean counters,
    @Nullable Policy policy,
    @Nullable Address gateway,
    boolean onlink,
    @Nullable Boolean preferSource) {

  /** As usual in everything. */
  public static final Manner USUAL = new Manner(null, null, null, null, null, false, null);

  /** As usual but for how packets leave. */
  public static Manner leaving(Egress egress) {
    Boolean preferred = egress.preferred() ? Boolean.TRUE : null;
    return new Manner(null, null, null, null, egress.gateway(), egress.onlink(), preferred);
  }

  /** The same, counted or not. */
  public Manner counted(boolean nowCounted) {
    return new Manner(probe, announce, nowCounted, policy, gateway, onlink, preferSource);
  }

  /** The same with a policy. */
  public Manner letting(@Nullable Policy in) {
    return new Manner(probe, announce, counters, in, gateway, onlink, preferSource);
  }

  /** Whether it says how packets leave. */
  public boolean steers() {
    return gateway != null || preferSource != null;
  }

  /** How packets leave. */
  public Egress egress() {
    return new Egress(gateway, onlink, Boolean.TRUE.equals(preferSource));
  }

  /** The same, with what is said here in the place of what is not said there. */
  public Manner over(Manner general) {
    return new Manner(
        probe != null ? probe : general.probe,
        announce != null ? announce : general.announce,
        counters != null ? counters : general.counters,
        policy != null ? policy : general.policy,
        gateway != null ? gateway : general.gateway,
        gateway != null ? onlink : general.onlink,
        preferSource != null ? preferSource : general.preferSource);
  }
}
