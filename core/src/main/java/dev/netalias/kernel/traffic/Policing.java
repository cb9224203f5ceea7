package dev.netalias.kernel.traffic;

import dev.netalias.kernel.traffic.Match.MessageType;
import dev.netalias.kernel.traffic.Match.Plain;
import dev.netalias.kernel.traffic.Match.Transport;
import dev.netalias.kernel.traffic.Match.Verdict;
import dev.netalias.kernel.traffic.NftCommand.AddRule;
import java.util.ArrayList;
import java.util.List;

/** Policies as rules. */
final class Policing {
  /** Echo reply, destination unreachable, time exceeded, parameter problem. */
  private static final int[] ICMP_ANSWERS = {0, 3, 11, 12};

  /** The errors, echo reply, and neighbour discovery. */
  private static final int[] ICMP6_ANSWERS = {1, 2, 3, 4, 129, 133, 134, 135, 136, 137};

  private Policing() {}

  /**
   * What every policy lets in: what an alias asked for itself, and what a network can't do without.
   */
  static List<NftCommand> replies(String chain) {
    List<NftCommand> rules = new ArrayList<>();
    rules.add(AddRule.of(chain, Plain.NO_BEGINNING, Verdict.ACCEPT));
    rules.add(AddRule.of(chain, new Match.Answers(Shape.INET), Verdict.ACCEPT));
    rules.add(AddRule.of(chain, new Match.Answers(Shape.INET6), Verdict.ACCEPT));
    for (int type : ICMP_ANSWERS) {
      rules.add(AddRule.of(chain, new MessageType(Transport.ICMP, type), Verdict.ACCEPT));
    }
    for (int type : ICMP6_ANSWERS) {
      rules.add(AddRule.of(chain, new MessageType(Transport.ICMP6, type), Verdict.ACCEPT));
    }
    rules.add(AddRule.of(chain, Plain.LATER_FRAGMENT, Verdict.ACCEPT));
    rules.add(AddRule.of(chain, Plain.FROM_THIS_HOST, Verdict.ACCEPT));
    return rules;
  }
}
