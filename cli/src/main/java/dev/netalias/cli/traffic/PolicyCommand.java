package dev.netalias.cli.traffic;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasView;
import dev.netalias.alias.Counting;
import dev.netalias.alias.Draft;
import dev.netalias.cli.print.Json;
import dev.netalias.cli.print.Output;
import dev.netalias.cli.print.StatsJson;
import dev.netalias.cli.print.Visible;
import dev.netalias.cli.run.Changing;
import dev.netalias.cli.run.Invocation;
import dev.netalias.cli.run.Lockout;
import dev.netalias.cli.run.Login;
import dev.netalias.cli.run.Operation;
import dev.netalias.cli.words.Cutting;
import dev.netalias.cli.words.Model;
import dev.netalias.cli.words.Named;
import dev.netalias.kernel.traffic.Counted;
import dev.netalias.kernel.traffic.Policed;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.kernel.traffic.TrafficReading;
import dev.netalias.net.FormatException;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code netalias policy}: what an alias lets in, by {@code nft} rules in a table of its own. */
public final class PolicyCommand extends Changing {
  private static final String HOW =
      "netalias policy NAME allow tcp/22,443 icmp from 192.0.2.0/24 | show | clear";

  @Override
  public void describe(CommandSpec spec) {
    Model.help(
        spec,
        "Says what an alias lets in; all else is dropped, or rejected.",
        "A policy is one or more of: allow SERVICE... [from PREFIX[,PREFIX...]]. A SERVICE is"
            + " tcp, udp (/PORT,FIRST-LAST...), icmp (of both families) or all. Answers to what the"
            + " alias asked for itself, connections that stand, neighbour discovery and what comes"
            + " from this host pass. It follows the alias and goes with it; no other nftables table"
            + " is touched.",
        "netalias policy eth0:1 allow tcp/22,443 udp/53 icmp from 192.168.0.0/24",
        "netalias policy eth0:1 allow tcp/443 allow icmp tcp/22 from 10.0.0.0/8 --reject",
        "netalias policy --on eth0 allow tcp/80,443 icmp",
        "netalias policy eth0:1 show",
        "netalias policy eth0:1 clear");
    spec.addPositional(
            Model.words(
                0, 0, "NAME|allow|show|clear", "the alias, and what is to become of its policy"))
        .addOption(Model.value("--on", "DEV", "in NAME's place: all aliases of a device"))
        .addOption(Model.flag("--reject", "tells whoever is not let in, instead of dropping"))
        .addOption(
            Model.flag("--force", "even where it shuts out who is connected here by SSH now"));
  }

  @Override
  public int run(Invocation call) {
    Said said = Said.of(call.words());
    return said.words.isEmpty() ? show(call, said.chosen) : super.run(call);
  }

  @Override
  public Operation operation(ParseResult words) {
    Said said = Said.of(words);
    if (said.words.isEmpty()) {
      throw AliasException.usage("policy show changes nothing, and a batch is of changes", HOW);
    }
    if (said.chosen.isAll()) {
      throw AliasException.usage("which alias is meant is not said", HOW);
    }
    boolean clears = said.words.getFirst().equals("clear");
    Policy policy = clears ? null : parsed(said.words, Model.has(words, "--reject"));
    return new Policing(said.chosen, policy, List.of());
  }

  /**
   * What was said.
   *
   * @param chosen of which aliases
   * @param words what is to become of their policies; none where they are to be shown
   */
  private record Said(Chosen chosen, List<String> words) {
    static Said of(ParseResult given) {
      List<String> words = new ArrayList<>(Model.words(given, 0));
      String device = given.matchedOptionValue("--on", "");
      String name =
          device.isEmpty() && !words.isEmpty() && !isVerb(words) ? words.removeFirst() : "";
      String verb = words.isEmpty() ? "show" : words.getFirst();
      if (!List.of("show", "clear", "allow").contains(verb)) {
        throw AliasException.usage("'" + verb + "' is nothing that policy does", HOW);
      }
      if (!verb.equals("allow")) {
        alone(words);
      }
      return new Said(new Chosen(name, device), verb.equals("show") ? List.of() : words);
    }
  }

  private static boolean isVerb(List<String> words) {
    return List.of("show", "clear", "allow").contains(words.getFirst());
  }

  private static void alone(List<String> words) {
    if (words.size() > 1) {
      throw AliasException.usage(
          "'%s' stands alone, without '%s'".formatted(words.getFirst(), words.get(1)), HOW);
    }
  }

  private static Policy parsed(List<String> words, boolean reject) {
    try {
      return Policy.parse(words, reject);
    } catch (FormatException wrong) {
      throw AliasException.usage(String.valueOf(wrong.getMessage()), HOW);
    }
  }

  /**
   * Which aliases are meant.
   *
   * @param name one, empty for all of a device
   * @param device all of it, empty for one or for all there are
   */
  private record Chosen(String name, String device) {
    boolean isAll() {
      return name.isEmpty() && device.isEmpty();
    }

    List<Alias> of(Draft draft) {
      if (!name.isEmpty()) {
        return List.of(new Named(name, null).alias(draft, "netalias policy --on %s"));
      }
      if (!device.isEmpty()) {
        draft.addressesOf(device); // refused where there is no such device
      }
      return draft.aliases().stream()
          .filter(a -> device.isEmpty() || a.main().name().equals(device))
          .toList();
    }
  }

  /**
   * Aliases that are to have a policy, or none.
   *
   * @param kept who is not to be shut out
   */
  private record Policing(Chosen chosen, @Nullable Policy policy, List<Login> kept)
      implements Operation {
    @Override
    public String doing() {
      return policy == null ? "clearing a policy" : "setting a policy";
    }

    @Override
    public Operation in(Invocation call) {
      boolean asks = policy != null && !Cutting.isForced(call.words());
      return asks ? new Policing(chosen, policy, call.logins()) : this;
    }

    @Override
    public void apply(Draft draft) {
      List<Alias> aliases = chosen.of(draft);
      aliases.forEach(this::check);
      aliases.forEach(alias -> draft.counting().police(alias, policy));
    }

    /** As every plan is looked at, but before it is made: so that a batch can name the line. */
    private void check(Alias alias) {
      if (policy != null) {
        Lockout.check(kept, new Policed(Counting.of(alias), alias.name(), policy));
      }
    }
  }

  private static int show(Invocation call, Chosen chosen) {
    AliasView view = call.netAlias().view();
    Draft look = new Draft(call.netAlias().kernel(), view);
    List<Alias> aliases = chosen.of(look);
    TrafficReading reading =
        call.netAlias().kernel().traffic(Counted.of(aliases.stream().map(Counting::of).toList()));
    Map<Prefix, Policy> policies = new HashMap<>();
    for (Policed p : reading.policed()) {
      policies.put(p.prefix(), p.policy());
    }
    String unread =
        reading.able()
            ? reading.refusal()
            : "policies are nftables' work, and this kernel has none";
    Output output = call.output();
    if (output.isJson()) {
      Json.printAll(
          output.out(),
          StatsJson.OfPolicy.class,
          aliases.stream().map(a -> StatsJson.OfPolicy.of(a, policies.get(Counting.of(a)), unread))
              ::iterator);
      return 0;
    }
    if (!unread.isEmpty()) {
      throw reading.able() && unread.contains("CAP_NET_ADMIN")
          ? new AliasException(
              AliasException.Kind.PERMISSION,
              "reading a policy needs CAP_NET_ADMIN",
              "run it with sudo")
          : AliasException.conflict(unread, "");
    }
    for (Alias alias : aliases) {
      Policy policy = policies.get(Counting.of(alias));
      boolean one = !chosen.name().isEmpty();
      if (policy != null || one) {
        String text = policy == null ? "no policy: all is let in" : policy.toString();
        output.out().print("%s %s\n".formatted(Visible.of(alias.name()), text));
      }
    }
    return 0;
  }
}
