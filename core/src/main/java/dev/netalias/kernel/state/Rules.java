package dev.netalias.kernel.state;

import java.util.List;

/**
 * The routing rules of a host, and what netalias made of routes beside them.
 *
 * @param all all rules, in the kernel's order
 * @param routes netalias's own routes of the main table and of the tables that its rules name
 */
public record Rules(List<Rule> all, List<Route> routes) {
  /** There are none. */
  public static final Rules NONE = new Rules(List.of(), List.of());

  /** Copies the lists. */
  public Rules {
    all = List.copyOf(all);
    routes = List.copyOf(routes);
  }
}
