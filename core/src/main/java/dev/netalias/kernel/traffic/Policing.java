package dev.netalias.kernel.traffic;

import dev.netalias.kernel.traffic.Match.From;
import dev.netalias.kernel.traffic.Match.Jump;
import dev.netalias.kernel.traffic.Match.MessageType;
import dev.netalias.kernel.traffic.Match.Plain;
import dev.netalias.kernel.traffic.Match.Port;
import dev.netalias.kernel.traffic.Match.Ports;
import dev.netalias.kernel.traffic.Match.Protocol;
import dev.netalias.kernel.traffic.Match.Transport;
import dev.netalias.kernel.traffic.Match.Verdict;
import dev.netalias.kernel.traffic.NftCommand.AddChain;
import dev.netalias.kernel.traffic.NftCommand.AddRule;
import dev.netalias.kernel.traffic.NftCommand.FlushChain;
import dev.netalias.kernel.traffic.Policy.Clause;
import dev.netalias.kernel.traffic.Policy.Service;
import dev.netalias.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Policies as chains, each with the rules of one policy, however many aliases have it. */
public final class Policing {
  /** The chain of what every policy lets in. */
  static final String REPLIES = "replies";

  /** Echo reply, destination unreachable, time exceeded, parameter problem. */
  private static final int[] ICMP_ANSWERS = {0, 3, 11, 12};

  /** The errors, echo reply, and neighbour discovery. */
  private static final int[] ICMP6_ANSWERS = {1, 2, 3, 4, 129, 133, 134, 135, 136, 137};

  private Policing() {}

  /**
   * What every policy lets in: what an alias asked for itself, and what a network can't do without.
   */
  static List<NftCommand> replies() {
    List<NftCommand> rules = new ArrayList<>();
    rules.add(AddRule.of(REPLIES, Plain.NO_BEGINNING, Verdict.ACCEPT));
    rules.add(AddRule.of(REPLIES, new Match.Answers(Shape.INET), Verdict.ACCEPT));
    rules.add(AddRule.of(REPLIES, new Match.Answers(Shape.INET6), Verdict.ACCEPT));
    for (int type : ICMP_ANSWERS) {
      rules.add(AddRule.of(REPLIES, new MessageType(Transport.ICMP, type), Verdict.ACCEPT));
    }
    for (int type : ICMP6_ANSWERS) {
      rules.add(AddRule.of(REPLIES, new MessageType(Transport.ICMP6, type), Verdict.ACCEPT));
    }
    rules.add(AddRule.of(REPLIES, Plain.LATER_FRAGMENT, Verdict.ACCEPT));
    rules.add(AddRule.of(REPLIES, Plain.FROM_THIS_HOST, Verdict.ACCEPT));
    return rules;
  }

  /** The chains of a policy, made whether they are there or not. */
  public static List<NftCommand> chains(Policy policy) {
    List<NftCommand> steps = new ArrayList<>();
    for (String chain : List.of(policy.chain(), policy.asking())) {
      steps.add(new AddChain(chain, null));
      steps.add(new FlushChain(chain));
    }
    for (Clause clause : policy.clauses()) {
      String comment = clause.toString();
      for (List<Match> matches : rules(clause)) {
        steps.add(new AddRule(policy.chain(), matches, comment));
        comment = "";
      }
    }
    steps.add(AddRule.of(policy.chain(), new Jump(REPLIES)));
    if (policy.reject()) {
      steps.add(AddRule.of(policy.chain(), Verdict.RESET));
    }
    Verdict last = policy.reject() ? Verdict.REJECT : Verdict.DROP;
    steps.add(new AddRule(policy.chain(), List.of(last), policy.rest()));
    steps.addAll(asking(policy));
    return steps;
  }

  private static List<List<Match>> rules(Clause clause) {
    List<List<Match>> rules = new ArrayList<>();
    List<@Nullable Prefix> places = new ArrayList<>(clause.from());
    if (places.isEmpty()) {
      places.add(null);
    }
    for (Prefix from : places) {
      for (Service service : clause.services()) {
        for (Match spoken : matches(service, Match.End.DESTINATION)) {
          if (from != null && isOfOther(spoken, from)) {
            continue;
          }
          List<Match> rule = new ArrayList<>();
          if (from != null) {
            rule.add(new From(from));
          }
          rule.add(spoken);
          rule.add(Verdict.ACCEPT);
          rules.add(rule);
        }
        if (service.transport() == null) {
          rules.add(
              from == null ? List.of(Verdict.ACCEPT) : List.of(new From(from), Verdict.ACCEPT));
        }
      }
    }
    return rules;
  }

  /** Whether a protocol is the other family's. */
  private static boolean isOfOther(Match spoken, Prefix from) {
    Transport other = Shape.of(from).isInet() ? Transport.ICMP6 : Transport.ICMP;
    return spoken instanceof Protocol p && p.transport() == other;
  }

  /** What tells the packets of a service; none where all are meant. */
  private static List<Match> matches(Service service, Match.End end) {
    Transport transport = service.transport();
    if (transport == null) {
      return List.of();
    }
    if (transport == Transport.ICMP) {
      return List.of(new Protocol(Transport.ICMP), new Protocol(Transport.ICMP6));
    }
    if (service.ports().isEmpty()) {
      return List.of(new Protocol(transport));
    }
    List<Match> ports = new ArrayList<>();
    for (Ports p : service.ports()) {
      ports.add(new Port(transport, end, p));
    }
    return ports;
  }

  /** What is sent from ports that everybody may send to needs no remembering. */
  private static List<NftCommand> asking(Policy policy) {
    List<NftCommand> rules = new ArrayList<>();
    for (Clause clause : policy.clauses()) {
      for (Service service : clause.services()) {
        boolean all = service.transport() == null;
        if (clause.from().isEmpty() && all) {
          rules.add(AddRule.of(policy.asking(), Verdict.RETURN));
        } else if (clause.from().isEmpty() && service.transport() == Transport.UDP) {
          for (Match match : matches(service, Match.End.SOURCE)) {
            rules.add(AddRule.of(policy.asking(), match, Verdict.RETURN));
          }
        }
      }
    }
    rules.add(AddRule.of(policy.asking(), new Match.Remember(Shape.INET)));
    rules.add(AddRule.of(policy.asking(), new Match.Remember(Shape.INET6)));
    return rules;
  }
}
