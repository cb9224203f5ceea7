package dev.netalias;

import dev.netalias.alias.AliasException;
import dev.netalias.net.Mac;
import dev.netalias.probe.Conflict;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Addresses are in use on the network: somebody else answers for them. */
public final class InUseException extends AliasException {
  private static final long serialVersionUID = 1;
  private static final int TOLD = 3;

  private final transient List<Conflict> conflicts;

  /** A refusal of some addresses, at least one. */
  public InUseException(List<Conflict> conflicts) {
    super(Kind.IN_USE, text(conflicts, Mac::toString), hint(conflicts));
    this.conflicts = List.copyOf(conflicts);
  }

  private static String hint(List<Conflict> conflicts) {
    return conflicts.size() == 1
        ? "take another address, or the same one with --no-probe"
        : "take other addresses, or the same ones with --no-probe";
  }

  /** All of them. */
  public List<Conflict> conflicts() {
    return conflicts;
  }

  /**
   * What is in use by whom: the first few, and how many more.
   *
   * @param name names a link-layer address
   */
  public String text(Function<Mac, String> name) {
    return text(conflicts, name);
  }

  private static String text(List<Conflict> conflicts, Function<Mac, String> name) {
    if (conflicts.size() == 1) {
      Conflict one = conflicts.getFirst();
      return "%s is in use on %s by %s"
          .formatted(one.target().address(), one.target().device(), who(one, name));
    }
    String first =
        conflicts.stream()
            .limit(TOLD)
            .map(c -> c.target().address() + " by " + who(c, name))
            .collect(Collectors.joining(", "));
    int more = conflicts.size() - TOLD;
    return "%d addresses are in use on the network: %s".formatted(conflicts.size(), first)
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String who(Conflict conflict, Function<Mac, String> name) {
    Mac mac = conflict.mac();
    return mac == null ? "another host" : name.apply(mac);
  }
}
