package dev.netalias.kernel;

import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A device changes its network namespace, {@code ip link set dev DEVICE netns NAMESPACE}. It is
 * closed before and after; its MAC address, its MTU and its text go with it, addresses and routes
 * do not.
 *
 * @param before where it was
 * @param after where it is to be
 */
public record MoveChange(Place before, Place after) implements Change {

  /**
   * Where a device is, and what it is there.
   *
   * @param namespace the network namespace, as {@code ip netns} names it or its path; null for the
   *     plan's own
   * @param device its index and its name there
   * @param settings its IPv4 settings there, which a kernel forgets on the way
   */
  public record Place(@Nullable String namespace, Device device, Map<Setting, Integer> settings) {
    /** Copies the settings. */
    public Place {
      settings = Map.copyOf(settings);
    }

    private Place bare() {
      return new Place(namespace, device, Map.of());
    }
  }

  /** The steps in which a kernel makes it: the device comes without its settings. */
  public List<Change> steps() {
    List<Change> steps = new ArrayList<>();
    steps.add(new MoveChange(before, after.bare()));
    new TreeMap<>(after.settings)
        .forEach((setting, value) ->
            steps.add(
                ElsewhereChange.in(
                    after.namespace, new SettingChange(after.device, setting, 0, value))));
    return steps;
  }

  @Override
  public MoveChange inverse() {
    return new MoveChange(after, before);
  }

  @Override
  public String command() {
    return String.join(" && ", commands().toList());
  }

  @Override
  public Stream<String> commands() {
    Stream<String> settings = steps().stream().skip(1).map(Change::command);
    return Stream.concat(Stream.of(Commands.of(this)), settings);
  }
}
