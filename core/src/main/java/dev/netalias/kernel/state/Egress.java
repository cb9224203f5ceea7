package dev.netalias.kernel.state;

import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;

/**
 * How packets leave that have an alias's address as source, and which do.
 *
 * @param gateway the gateway that they leave through, by a routing table of their own; null where
 *     they are routed as all others
 * @param onlink whether the gateway is on the link whatever the subnets say
 * @param preferred whether this host's own packets to the alias's subnet, and by the default route
 *     of its device, have its address as source
 */
public record Egress(@Nullable Address gateway, boolean onlink, boolean preferred) {
  /** As every address. */
  public static final Egress USUAL = new Egress(null, false, false);

  /** Whether there is nothing special about it. */
  public boolean isUsual() {
    return gateway == null && !preferred;
  }

  /** The same through another gateway, or none. */
  public Egress through(@Nullable Address other, boolean isOnlink) {
    return new Egress(other, other != null && isOnlink, preferred);
  }

  /** The same with the address preferred as source, or not. */
  public Egress preferring(boolean prefers) {
    return new Egress(gateway, onlink, prefers);
  }

  @Override
  public String toString() {
    String through = gateway == null ? "" : "leaves through " + gateway + (onlink ? " onlink" : "");
    String source = preferred ? "is preferred as source" : "";
    return through + (through.isEmpty() || source.isEmpty() ? "" : ", ") + source;
  }
}
