package dev.netalias.kernel.state;

import dev.netalias.net.Mac;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to make a device that is stacked on another, {@code ip link add link LOWER …}
 * ({@code linux/if_link.h}).
 *
 * @param device its index and its name
 * @param lower the device below
 * @param lowerNamespace the number of the namespace that it is in, {@link Stacking#lowerNamespace}
 * @param type what it is
 * @param mac its link-layer address; {@link Mac#NONE} for one that the kernel chooses
 * @param text {@code IFLA_IFALIAS}, empty where none
 * @param settings its IPv4 settings, as far as they matter
 * @param state what is set on it; null for a device as it comes: closed, MTU and queue as usual
 */
public record StackedDevice(
    Device device,
    Device lower,
    int lowerNamespace,
    Type type,
    Mac mac,
    String text,
    Map<Setting, Integer> settings,
    @Nullable LinkState state) {

  /**
   * What a stacked device is.
   *
   * @param kind {@link #MACVLAN} or {@link #IPVLAN}
   * @param mode see {@link Stacking#mode}
   */
  public record Type(String kind, String mode) {
    /** A device with a link-layer address of its own. */
    public static final String MACVLAN = "macvlan";

    /** A device that shares the one of the device below. */
    public static final String IPVLAN = "ipvlan";
  }

  /** Copies the settings. */
  public StackedDevice {
    settings = Map.copyOf(settings);
  }

  /** A device as it comes. */
  public static StackedDevice plain(Device device, Device lower, Type type, Mac mac) {
    return new StackedDevice(device, lower, Stacking.HERE, type, mac, "", Map.of(), null);
  }

  /** The device as it comes: closed, without text. */
  public StackedDevice asItComes() {
    return new StackedDevice(device, lower, lowerNamespace, type, mac, "", Map.of(), null);
  }

  /** The same, closed, with MTU and queue as usual. */
  public StackedDevice withoutState() {
    return new StackedDevice(device, lower, lowerNamespace, type, mac, text, settings, null);
  }

  /** The same with another text. */
  public StackedDevice withText(String newText) {
    return new StackedDevice(device, lower, lowerNamespace, type, mac, newText, settings, state);
  }

  /**
   * A device that is there.
   *
   * @param lower the name of the device below
   */
  public static StackedDevice of(Link link, Stacking stacking, String lower) {
    return new StackedDevice(
        link.device(),
        new Device(stacking.lower(), lower),
        stacking.lowerNamespace(),
        new Type(link.kind(), stacking.mode()),
        link.state().mac(),
        link.aliasText(),
        link.settings(),
        link.state());
  }
}
