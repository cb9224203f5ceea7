package dev.netalias.kernel;

import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.StackedDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stacked device comes, goes, or is given another text. With it go its addresses and routes.
 *
 * @param before what was there, null where nothing was
 * @param after what is to be there, null where nothing is; differs from before in its text alone
 */
public record DeviceChange(@Nullable StackedDevice before, @Nullable StackedDevice after)
    implements Change {
  /** Refuses a change of nothing into nothing. */
  public DeviceChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change of nothing");
    }
  }

  /** The device is to come, {@code ip link add}. */
  public static DeviceChange add(StackedDevice added) {
    return new DeviceChange(null, added);
  }

  /** The device is to go, {@code ip link del}. */
  public static DeviceChange remove(StackedDevice removed) {
    return new DeviceChange(removed, null);
  }

  /** What it is about: what is to be there, or else what was. */
  public StackedDevice subject() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  /**
   * The steps in which a kernel makes it. A device comes closed and without text; what else it is
   * to have is given to it then.
   */
  public List<Change> steps() {
    StackedDevice plain = subject().asItComes();
    if (before != null || plain.equals(after)) {
      return List.of(this);
    }
    StackedDevice wanted = subject();
    List<Change> steps = new ArrayList<>();
    steps.add(add(plain));
    if (!wanted.text().isEmpty()) {
      steps.add(new DeviceChange(plain, plain.withText(wanted.text())));
    }
    new TreeMap<>(wanted.settings())
        .forEach((s, value) -> steps.add(new SettingChange(wanted.device(), s, 0, value)));
    LinkState state = wanted.state();
    if (state != null) {
      LinkState fresh = new LinkState(state.flags() & ~Link.UP, 0, -1, state.mac());
      steps.add(new LinkChange(wanted.device(), fresh, state));
    }
    return steps;
  }

  @Override
  public DeviceChange inverse() {
    return new DeviceChange(after, before);
  }

  @Override
  public String command() {
    List<Change> steps = steps();
    return steps.size() == 1
        ? Commands.of(this)
        : String.join(" && ", steps.stream().map(Change::command).toList());
  }
}
