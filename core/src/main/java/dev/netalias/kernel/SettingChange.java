package dev.netalias.kernel;

import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Setting;

/**
 * A change of one IPv4 setting of one device, {@code sysctl net.ipv4.conf.DEVICE.NAME=VALUE}.
 *
 * @param device whose
 * @param setting which
 * @param before the value that it had
 * @param after the value that it is to have
 */
public record SettingChange(Device device, Setting setting, Integer before, Integer after)
    implements Change {
  @Override
  public SettingChange inverse() {
    return new SettingChange(device, setting, after, before);
  }

  @Override
  public String command() {
    return Commands.of(this);
  }
}
