package dev.netalias.cli.neighbour;

import dev.netalias.Probing;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.NeighbourJson.Probed;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.Table;
import dev.netalias.cli.run.Command;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Manners;
import dev.netalias.cli.run.Vendors;
import dev.netalias.cli.words.AddressWord;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.Kernel;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Part;
import dev.netalias.kernel.Snapshot;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Route;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import dev.netalias.probe.Conflict;
import dev.netalias.probe.Conversation;
import dev.netalias.probe.Findings;
import dev.netalias.probe.Links;
import dev.netalias.probe.Target;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code netalias probe}: {@code arping -D} for many addresses at the same time. */
public final class ProbeCommand implements Command {
  /** Asks. */
  public ProbeCommand() {}

  /** Of more addresses only those are listed that are in use. */
  private static final int MOST_LISTED = 256;

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Asks the neighbours whether addresses are in use.",
        "All addresses are asked for together, on the link of one device. Of more than "
            + MOST_LISTED
            + " those are listed that are in use. Ends with 3 where any is, with 0 where all are"
            + " free.",
        "netalias probe 192.0.2.10 --on eth0",
        "netalias probe 192.0.2.100-192.0.2.199 2001:db8::7 --on eth0",
        "netalias probe 10.0.0.0/18 --on eth0 -o json | jq -r .addresses[].mac");
    spec.addPositional(Model.words(0, 1, "ADDRESS", "an address, FIRST-LAST, or a whole prefix"))
        .addOption(
            Model.value(
                "--on", "DEV", "the device on whose link; else where the route to them leads"))
        .addOption(Model.flag("--all", "lists all addresses, however many"))
        .addOption(
            Model.choice(
                "--timing",
                "quick (within half a second, the default), or as the standard has it",
                "quick",
                "rfc5227"));
  }

  @Override
  public int run(Invocation call) {
    Kernel kernel = call.netAlias().kernel();
    List<Address> addresses = addresses(Model.words(call.words(), 0));
    Snapshot now = kernel.snapshot(EnumSet.of(Part.ADDRESSES, Part.ALIAS_ROUTES));
    Device on = link(call, now, addresses.getFirst()).device();
    Set<Address> ours = ours(now, addresses);
    List<Target> targets =
        addresses.stream().filter(a -> !ours.contains(a)).map(a -> new Target(on, a)).toList();
    String timing = Model.oneOf(call.words(), "--timing", "quick", "rfc5227");
    Conversation conversation =
        new Conversation(kernel, new SplittableRandom(), () -> call.interruption().check());
    call.interruption().begin(() -> {});
    try {
      Findings findings = conversation.ask(targets, Manners.timing(timing), Links.own(now));
      boolean all = Model.has(call.words(), "--all") || addresses.size() <= MOST_LISTED;
      print(call.output(), new Asked(addresses, on, ours, findings), all);
      return findings.conflicts().isEmpty() ? 0 : AliasException.Kind.IN_USE.exitCode();
    } catch (KernelException refused) {
      if (refused.isPermission()) {
        throw new AliasException(
            AliasException.Kind.PERMISSION,
            "asking neighbours needs CAP_NET_RAW",
            "run it with sudo");
      }
      throw refused;
    }
  }

  // What is asked for

  private static List<Address> addresses(List<String> words) {
    AliasTypes types = AliasTypes.known();
    Set<Address> all = new LinkedHashSet<>();
    for (String text : words) {
      AddressWord word = AddressWord.parse(types, text);
      Address first = word.first();
      long count = word.count();
      boolean whole = word.count() == 1 && word.prefix().network().address().equals(first);
      int host = first.bits() - word.length().orElse(first.bits());
      if (whole && host > 0) {
        boolean ends = first.family() == Address.INET && host > 1; // network and broadcast
        count = host > 30 ? Long.MAX_VALUE : (1L << host) - (ends ? 2 : 0);
        first = ends ? first.plus(1) : first;
      }
      if (all.size() + count > Probing.MOST) {
        throw AliasException.usage(
            "'%s' makes more than %d addresses".formatted(text, Probing.MOST),
            "ask for fewer at a time");
      }
      for (long i = 0; i < count; i++) {
        all.add(first.plus(i));
      }
    }
    return List.copyOf(all);
  }

  private static Link link(Invocation call, Snapshot now, Address first) {
    String on = call.words().matchedOptionValue("--on", null);
    String wanted = on != null ? on : deviceTo(call.netAlias().kernel(), first).name();
    Link link =
        now.link(wanted)
            .orElseThrow(() ->
                AliasException.notFound(
                    "there is no device '" + wanted + "'",
                    "devices: "
                        + now.links().stream().map(Link::name).collect(Collectors.joining(", "))));
    if (!Links.hasNeighbours(link)) {
      throw AliasException.conflict(wanted + " has no neighbours that could be asked", "");
    }
    if (!Links.carries(link)) {
      throw AliasException.conflict(
          wanted + (link.isUp() ? " has no carrier" : " is down"),
          link.isUp() ? "" : "netalias open " + wanted);
    }
    return link;
  }

  /** The device on whose link an address is, as far as the routes know. */
  private static Device deviceTo(Kernel kernel, Address address) {
    return kernel
        .routeTo(address)
        .filter(route -> route.gateway() == null)
        .map(Route::device)
        .orElseThrow(() ->
            AliasException.usage(
                "no link is known that " + address + " is on", "netalias probe ADDRESS --on DEV"));
  }

  /** Those that this host has itself. */
  private static Set<Address> ours(Snapshot now, List<Address> addresses) {
    Set<Address> wanted = new HashSet<>(addresses);
    Set<Address> ours = new HashSet<>();
    now.addresses().stream().map(a -> a.local()).filter(wanted::contains).forEach(ours::add);
    now.aliasRoutes()
        .values()
        .forEach(routes -> {
          for (int row = 0; row < routes.size(); row++) {
            Prefix prefix = routes.prefix(row);
            if (routes.isOpen(row) && prefix.length() == prefix.address().bits()) {
              ours.add(prefix.address());
            } else if (routes.isOpen(row)) {
              wanted.stream().filter(prefix::contains).forEach(ours::add);
            }
          }
        });
    ours.retainAll(wanted);
    return ours;
  }

  // What is printed

  /** What came of it. */
  private record Asked(List<Address> addresses, Device on, Set<Address> ours, Findings findings) {
    Map<Address, Mac> holders() {
      Map<Address, Mac> holders = new TreeMap<>();
      for (Conflict conflict : findings.conflicts()) {
        if (conflict.mac() instanceof Mac mac) {
          holders.put(conflict.target().address(), mac);
        }
      }
      return holders;
    }

    Set<Address> unasked() {
      return findings.unasked().stream().map(Target::address).collect(Collectors.toSet());
    }
  }

  private static void print(Output output, Asked asked, boolean all) {
    Vendors vendors = new Vendors();
    Map<Address, Mac> holders = asked.holders();
    Set<Address> unasked = asked.unasked();
    List<Probed.Row> rows = new ArrayList<>();
    for (Address address : asked.addresses) {
      @Nullable Mac mac = holders.get(address);
      String state =
          mac != null
              ? "in_use"
              : asked.ours.contains(address)
                  ? "own"
                  : unasked.contains(address) ? "unknown" : "free";
      if (all || mac != null) {
        rows.add(
            new Probed.Row(
                address.toString(),
                asked.on.name(),
                state,
                mac == null ? null : mac.toString(),
                mac == null ? null : vendors.of(mac).orElse(null)));
      }
    }
    int free = asked.addresses.size() - holders.size() - asked.ours.size() - unasked.size();
    Probed told = new Probed(asked.addresses.size(), holders.size(), free, rows);
    if (output.isJson()) {
      Json.print(output.out(), Probed.class, told);
    } else {
      table(output, told, all);
    }
  }

  private static void table(Output output, Probed told, boolean all) {
    if (!told.addresses().isEmpty()) {
      Table table = new Table(output.colour().getAsBoolean(), "ADDRESS", "STATE", "MAC", "VENDOR");
      for (Probed.Row row : told.addresses()) {
        boolean free = row.state().equals("free");
        table.row(
            free ? Table.Colour.GREEN : Table.Colour.YELLOW,
            row.address(),
            row.state().replace('_', ' '),
            row.mac() == null ? "-" : row.mac(),
            row.vendor() == null ? "-" : row.vendor());
      }
      table.print(output.out(), 1);
    }
    if (!all && !output.quiet()) {
      output
          .out()
          .print(
              "%d addresses: %d in use, %d free\n"
                  .formatted(told.asked(), told.inUse(), told.free()));
    }
  }
}
