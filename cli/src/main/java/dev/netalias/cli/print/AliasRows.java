package dev.netalias.cli.print;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasType;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.AliasView;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.ElsewhereChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Egress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.kernel.state.Stacking;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Aliases as a table, as a list of facts, and as commands. */
public final class AliasRows {
  /**
   * An alias among those of several network namespaces.
   *
   * @param namespace where it is, in a form that {@code --netns} takes; null where there is one
   *     network and no other
   * @param own whether that is the one that the command is about
   * @param view all that is there
   * @param alias the alias
   */
  public record Placed(@Nullable String namespace, boolean own, AliasView view, Alias alias) {}

  private static final List<String> HEADING =
      List.of("NAME", "TYPE", "ADDRESS", "AS", "STATE", "RX", "TX", "MADE BY");
  private static final int STATE_COLUMN = 4;

  private AliasRows() {}

  /**
   * A line each.
   *
   * @param aliases gives them anew each time: they are gone through twice
   */
  public static void table(Output output, AliasTypes types, Supplier<Stream<Alias>> aliases) {
    Table table = new Table(output.colour().getAsBoolean(), HEADING.toArray(String[]::new));
    table.print(output.out(), STATE_COLUMN, () -> aliases.get().map(a -> row(types, a)).iterator());
  }

  /** A line each, with the network namespace before the name. */
  public static void tableOfAll(Output output, Supplier<Stream<Placed>> aliases) {
    List<String> heading = new ArrayList<>(HEADING);
    heading.addFirst("NETNS");
    Table table = new Table(output.colour().getAsBoolean(), heading.toArray(String[]::new));
    table.print(output.out(), STATE_COLUMN + 1, () -> aliases.get().map(AliasRows::row).iterator());
  }

  private static Table.Row row(Placed placed) {
    Table.Row row = row(placed.view().types(), placed.alias());
    List<String> cells = new ArrayList<>(row.cells());
    cells.addFirst(placed.namespace() == null ? "-" : Visible.of(placed.namespace()));
    return new Table.Row(row.colour(), cells);
  }

  private static Table.Row row(AliasTypes types, Alias alias) {
    Counters counters = alias.counters();
    return Table.Row.of(
        alias.isOpen() ? Table.Colour.GREEN : Table.Colour.YELLOW,
        Visible.of(alias.name()),
        typeName(types, alias),
        address(types, alias),
        alias.realisation().text(),
        state(alias),
        counters == null ? "-" : Long.toString(counters.rxPackets()),
        counters == null ? "-" : Long.toString(counters.txPackets()),
        madeBy(alias));
  }

  /**
   * All that is known of one.
   *
   * @param policy what it lets in, empty where that is all
   */
  public static void facts(PrintStream out, AliasView view, Alias alias, String policy) {
    AliasTypes types = view.types();
    fact(out, "name", Visible.of(alias.name()));
    fact(out, "main", alias.main().name());
    fact(out, "type", typeName(types, alias) + " (family " + alias.address().family() + ")");
    fact(out, "address", address(types, alias));
    if (alias.owned().broadcast() != null) {
      fact(out, "broadcast", alias.owned().broadcast().toString());
    }
    fact(out, "realisation", alias.realisation().text());
    if (alias.device() != null) {
      fact(out, "device", alias.device().name());
    }
    fact(
        out,
        "state",
        alias.state() == Alias.State.MAIN_CLOSED
            ? "closed, as " + alias.main().name() + " is down"
            : state(alias));
    fact(out, "mac", alias.link().state().mac().toString());
    fact(out, "mtu", Integer.toString(alias.link().state().mtu()));
    egress(out, view, alias);
    fact(out, "policy", policy);
    Counters c = alias.counters();
    fact(
        out,
        "received",
        c == null ? view.uncounted(alias) : c.rxPackets() + " packets, " + c.rxBytes() + " bytes");
    if (c != null) {
      fact(out, "sent", c.txPackets() + " packets, " + c.txBytes() + " bytes");
    }
    fact(out, "made by", madeBy(alias));
  }

  private static void egress(PrintStream out, AliasView view, Alias alias) {
    Egress egress = view.egress(alias);
    OptionalInt table = view.tableOf(alias);
    if (egress.gateway() != null) {
      String how = table.isEmpty() ? ", once it is open" : ", by table " + table.getAsInt();
      fact(out, "gateway", egress.gateway() + (egress.onlink() ? " onlink" : "") + how);
    }
    if (egress.preferred()) {
      fact(out, "source", alias.isKept() ? "preferred, once it is open" : "preferred");
    }
  }

  private static void fact(PrintStream out, String name, String value) {
    if (!value.isEmpty()) {
      out.print(name);
      out.print(" ".repeat(13 - name.length()));
      out.print(value);
      out.print('\n');
    }
  }

  /** The command that makes each; one that is closed as a comment. */
  public static void commands(PrintStream out, AliasView view, Stream<Alias> aliases) {
    aliases.forEach(alias -> creations(view, alias).forEach(c -> command(out, alias, c)));
  }

  /** The command that makes each where it is. */
  public static void commandsOfAll(PrintStream out, Stream<Placed> aliases) {
    aliases.forEach(placed -> {
      String namespace = placed.own() ? null : placed.namespace();
      creations(placed.view(), placed.alias())
          .map(change -> ElsewhereChange.in(namespace, change))
          .forEach(change -> command(out, placed.alias(), change));
    });
  }

  private static void command(PrintStream out, Alias alias, Change change) {
    boolean gone = alias.isKept() && alias.device() == null;
    out.print((gone ? "# closed: " : "") + Visible.of(change.command()) + "\n");
  }

  private static Stream<Change> creations(AliasView view, Alias alias) {
    return Stream.concat(creations(alias), view.egressOf(alias).changes().stream());
  }

  private static Stream<Change> creations(Alias alias) {
    Link device = alias.device();
    Stacking stacking = device == null ? null : device.stacking();
    if (device == null || stacking == null) {
      return Stream.of(alias.creation());
    }
    StackedDevice made = StackedDevice.of(device, stacking, alias.main().name());
    LinkState open = device.state();
    Stream<Change> both =
        Stream.of(DeviceChange.add(made.withoutState()), AddressChange.add(alias.owned()));
    return device.isUp()
        ? Stream.concat(
            both, Stream.of(new LinkChange(device.device(), open.withFlag(Link.UP, false), open)))
        : both;
  }

  /** The name of its type; without a lambda, which costs more than all else here. */
  static String typeName(AliasTypes types, Alias alias) {
    Optional<AliasType> type = types.ofFamily(alias.address().family());
    return type.isPresent() ? type.get().name() : Integer.toString(alias.address().family());
  }

  /** Its address in its type's own text form. */
  static String addressText(AliasTypes types, Alias alias) {
    Optional<AliasType> type = types.ofFamily(alias.address().family());
    return type.isPresent() ? type.get().format(alias.address()) : alias.address().toString();
  }

  private static String address(AliasTypes types, Alias alias) {
    return addressText(types, alias) + "/" + alias.prefixLength();
  }

  /** Open or closed: an alias whose main device is closed is closed. */
  static String state(Alias alias) {
    return alias.isOpen() ? "open" : "closed";
  }

  private static String madeBy(Alias alias) {
    return alias.isManaged() ? "netalias" : "others";
  }
}
