package dev.netalias.linux;

import dev.netalias.kernel.Part;
import dev.netalias.kernel.RuleChange;
import dev.netalias.kernel.state.Protocol;
import dev.netalias.kernel.state.Route;
import dev.netalias.kernel.state.Rule;
import dev.netalias.kernel.state.Rules;
import dev.netalias.linux.netlink.NetlinkSocket;
import dev.netalias.linux.netlink.Reader;
import dev.netalias.linux.netlink.Request;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.NlMsgHdr;
import dev.netalias.wire.nl.Nlm;
import dev.netalias.wire.rtnl.FibRuleHdr;
import dev.netalias.wire.rtnl.Fra;
import dev.netalias.wire.rtnl.Rt;
import dev.netalias.wire.rtnl.Rtm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Routing rules as messages: {@code RTM_NEWRULE}, {@code RTM_DELRULE}. */
final class RuleMessages {
  /** What {@code ip rule show} and {@code ip -6 rule show} ask for. */
  static final Request DUMP =
      new Request(Rtm.GETRULE, 0, new FibRuleHdr(Rt.AF_UNSPEC, 0, 0, 0, 0, 0, 0)::emit);

  /** What a rule has beside its source, where it looks at nothing else. */
  private static final long PLAIN =
      Attributes.bits(
          Fra.SRC,
          Fra.PRIORITY,
          Fra.TABLE,
          Fra.PROTOCOL,
          Fra.SUPPRESS_IFGROUP,
          Fra.SUPPRESS_PREFIXLEN,
          Fra.PAD);

  private RuleMessages() {}

  /**
   * All rules, and netalias's own routes where they matter; none where they are not wanted.
   *
   * @param known the routes, as far as {@code parts} has them
   */
  static Rules read(NetlinkSocket socket, Devices devices, Set<Part> parts, List<Route> known) {
    if (!parts.contains(Part.RULES)) {
      return Rules.NONE;
    }
    List<Rule> rules = socket.dump(DUMP, Collector::new).rules;
    Set<Integer> tables = new TreeSet<>(Set.of(Route.MAIN_TABLE));
    rules.stream().filter(Rule::isManaged).map(Rule::table).forEach(tables::add);
    if (parts.contains(Part.ROUTES)) {
      return new Rules(
          rules,
          known.stream()
              .filter(r -> r.protocol() == Protocol.NETALIAS && tables.contains(r.table()))
              .toList());
    }
    List<Route> routes = new ArrayList<>();
    for (int table : tables) {
      routes.addAll(
          socket.dump(
                  RouteMessages.dumpOwn(table),
                  () -> new RouteMessages.Collector(devices, RouteMessages.Tables.ALL))
              .routes);
    }
    return new Rules(rules, routes);
  }

  /** Collects the rules of a dump. */
  private static final class Collector implements Reader {
    private final List<Rule> rules = new ArrayList<>();

    @Override
    public void message(NlMsgHdr header, Cursor payload) {
      Rule rule = parse(payload);
      if (rule != null) {
        rules.add(rule);
      }
    }
  }

  /** The rule of a message; null where it is of no IP family. */
  private static @Nullable Rule parse(Cursor payload) {
    FibRuleHdr header = FibRuleHdr.parse(payload);
    int family = header.family();
    if (family != Address.INET && family != Address.INET6) {
      return null;
    }
    Attributes in = Attributes.read(Fra.ALL, payload);
    Address any = family == Address.INET ? Address.ofIpv4(0) : new Address(family, 16, 0, 0);
    boolean plain =
        header.tos() == 0
            && header.dstLength() == 0
            && (header.flags() & FibRuleHdr.FIB_RULE_INVERT) == 0
            && in.intOf(Fra.SUPPRESS_PREFIXLEN, -1) == -1
            && in.intOf(Fra.SUPPRESS_IFGROUP, -1) == -1
            && in.others(PLAIN).values().isEmpty();
    boolean looksUp = header.action() == FibRuleHdr.FR_ACT_TO_TBL;
    return new Rule(
        new Prefix(Objects.requireNonNullElse(in.get(Fra.SRC), any), header.srcLength()),
        looksUp ? in.intOf(Fra.TABLE, header.table()) : 0,
        Integer.toUnsignedLong(in.intOf(Fra.PRIORITY, 0)),
        in.intOf(Fra.PROTOCOL, 0),
        !plain);
  }

  /** The change, {@code ip rule add|del from SOURCE lookup TABLE}. */
  static Request request(RuleChange change) {
    Rule rule = change.subject();
    boolean comes = change.isAddition();
    Address source = rule.source().address();
    FibRuleHdr header =
        new FibRuleHdr(
            source.family(),
            0,
            rule.source().length(),
            0,
            rule.table() < 256 ? rule.table() : RouteRequests.TABLE_COMPAT,
            FibRuleHdr.FR_ACT_TO_TBL,
            0);
    return new Request(
        comes ? Rtm.NEWRULE : Rtm.DELRULE,
        comes ? Nlm.CREATE | Nlm.EXCL : 0,
        out -> {
          header.emit(out);
          Fra.SRC.emit(out, source);
          Fra.PRIORITY.emit(out, (int) rule.priority());
          Fra.TABLE.emit(out, rule.table());
          Fra.PROTOCOL.emit(out, rule.protocol());
        });
  }
}
