package dev.netalias.kernel;

import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.LinkState;

/**
 * A change of what can be set on a main device.
 *
 * @param device which
 * @param before what was set
 * @param after what is to be set
 */
public record LinkChange(Device device, LinkState before, LinkState after) implements Change {
  @Override
  public LinkChange inverse() {
    return new LinkChange(device, after, before);
  }

  @Override
  public String command() {
    return Commands.of(this);
  }
}
