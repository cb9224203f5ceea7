package dev.netalias.linux;

import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The devices of a namespace by their index. */
final class Devices {
  private final Map<Integer, Device> byIndex = new HashMap<>();

  static Devices of(List<Link> links) {
    Devices devices = new Devices();
    links.forEach(devices::put);
    return devices;
  }

  void put(Link link) {
    byIndex.put(link.device().index(), link.device());
  }

  /** The device of an index, null where there is none. */
  @Nullable Device find(int index) {
    return byIndex.get(index);
  }

  /** The device of an index; where it came after the devices were read, one with a made-up name. */
  Device at(int index) {
    Device device = byIndex.get(index);
    return device == null ? new Device(index, "if" + index) : device;
  }
}
