package dev.netalias.plan;

import java.util.List;

/**
 * A main device with the aliases that it is to have. A file may say of a device twice, and two
 * files of the same one.
 *
 * @param name its name
 * @param open whether it is to be opened where it is closed
 * @param exclusive whether what others made on it is to go, but for its own address
 * @param aliases what it is to have, in the order of the chain where it matters
 * @param place where it was said
 */
public record DesiredDevice(
    String name, boolean open, boolean exclusive, List<DesiredAlias> aliases, Place place) {
  /** Copies the list. */
  public DesiredDevice {
    aliases = List.copyOf(aliases);
  }

  /** One that is left as it is but for its aliases. */
  public static DesiredDevice of(String name, List<DesiredAlias> aliases, Place place) {
    return new DesiredDevice(name, false, false, aliases, place);
  }
}
