package dev.netalias.probe;

import dev.netalias.kernel.Event;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which devices have come to carry: a link that was away can have come back on another port of a
 * switch, or to other neighbours, so what was announced on it is to be announced again.
 */
public final class Carriers {
  private final Set<Integer> carrying = new HashSet<>();

  /** Begins with what is there. */
  public Carriers(Collection<Link> links) {
    links.forEach(this::comes);
  }

  /** Takes an event in; the devices that carry since. */
  public List<Device> after(Event event) {
    return switch (event) {
      case Event.LinkSeen seen -> {
        if (seen.gone()) {
          carrying.remove(seen.link().device().index());
          yield List.of();
        }
        yield returned(List.of(seen.link()));
      }
      case Event.Resynchronised again -> returned(again.snapshot().links());
      case Event.Observed o -> List.of();
      case Event.Overrun o -> List.of();
    };
  }

  private List<Device> returned(List<Link> links) {
    return links.stream().filter(this::comes).map(Link::device).toList();
  }

  private boolean comes(Link link) {
    int index = link.device().index();
    if (Links.carries(link)) {
      return carrying.add(index);
    }
    carrying.remove(index);
    return false;
  }
}
