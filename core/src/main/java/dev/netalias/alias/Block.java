package dev.netalias.alias;

import dev.netalias.kernel.state.Link;
import java.util.List;

/**
 * A main device and its aliases: one contiguous part of the chain.
 *
 * @param main the main device
 * @param aliases in chain order: as they were created
 */
public record Block(Link main, List<Alias> aliases) {
  /** Copies the list. */
  public Block {
    aliases = List.copyOf(aliases);
  }

  /** Whether the main device is in another network namespace: an alias was moved from there. */
  public boolean isElsewhere() {
    return main.device().index() < 0;
  }

  /** What tells it from every other block. */
  String key() {
    return isElsewhere() ? main.name() + " beyond " + -main.device().index() : main.name();
  }
}
