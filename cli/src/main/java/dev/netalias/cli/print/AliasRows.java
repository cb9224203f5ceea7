package dev.netalias.cli.print;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasType;
import dev.netalias.alias.AliasTypes;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.DeviceChange;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.StackedDevice;
import dev.netalias.kernel.state.Stacking;
import java.io.PrintStream;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Aliases as a table, as a list of facts, and as commands. */
public final class AliasRows {
  private static final int STATE_COLUMN = 4;

  private AliasRows() {}

  /**
   * A line each.
   *
   * @param aliases gives them anew each time: they are gone through twice
   */
  public static void table(Output output, AliasTypes types, Supplier<Stream<Alias>> aliases) {
    Table table =
        new Table(
            output.colour().getAsBoolean(),
            "NAME",
            "TYPE",
            "ADDRESS",
            "AS",
            "STATE",
            "RX",
            "TX",
            "MADE BY");
    table.print(output.out(), STATE_COLUMN, () -> aliases.get().map(a -> row(types, a)).iterator());
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

  /** All that is known of one. */
  public static void facts(PrintStream out, AliasTypes types, Alias alias) {
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
    Counters c = alias.counters();
    fact(
        out,
        "received",
        c == null ? "not counted" : c.rxPackets() + " packets, " + c.rxBytes() + " bytes");
    fact(
        out,
        "sent",
        c == null ? "not counted" : c.txPackets() + " packets, " + c.txBytes() + " bytes");
    fact(out, "made by", madeBy(alias));
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
  public static void commands(PrintStream out, Stream<Alias> aliases) {
    aliases.forEach(alias -> {
      if (alias.device() != null) {
        deviceCommands(out, alias, alias.device());
        return;
      }
      String command = Visible.of(alias.creation().command());
      out.print(alias.isKept() ? "# closed: " + command : command);
      out.print('\n');
    });
  }

  private static void deviceCommands(PrintStream out, Alias alias, Link device) {
    Stacking stacking = device.stacking();
    if (stacking == null) {
      return;
    }
    StackedDevice made = StackedDevice.of(device, stacking, alias.main().name());
    out.print(Visible.of(DeviceChange.add(made.withoutState()).command()));
    out.print('\n');
    out.print(Visible.of(AddressChange.add(alias.owned()).command()));
    out.print('\n');
    if (device.isUp()) {
      out.print(Visible.of("ip link set dev " + device.name() + " up"));
      out.print('\n');
    }
  }

  /** The name of its type. */
  static String typeName(AliasTypes types, Alias alias) {
    int family = alias.address().family();
    return types.ofFamily(family).map(AliasType::name).orElseGet(() -> Integer.toString(family));
  }

  /** Its address in its type's own text form. */
  static String addressText(AliasTypes types, Alias alias) {
    return types
        .ofFamily(alias.address().family())
        .map(t -> t.format(alias.address()))
        .orElseGet(() -> alias.address().toString());
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
