package dev.netalias.kernel.traffic;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One step of a change of netalias's table: the shell command that does the same is its text, and
 * the kernel is sent the same as a message.
 */
public sealed interface NftCommand {
  /** The shell command, {@code nft add …}. */
  @Override
  String toString();

  /** The table comes, where it is not there. */
  record AddTable(String comment) implements NftCommand {
    @Override
    public String toString() {
      return "nft add table %s '{ comment \"%s\"; }'".formatted(TrafficTable.NAME, comment);
    }
  }

  /** The table goes with all that is in it. */
  record DeleteTable() implements NftCommand {
    @Override
    public String toString() {
      return "nft delete table " + TrafficTable.NAME;
    }
  }

  /** What a set holds. */
  enum Content {
    /** Addresses, each with a counter. */
    COUNTERS,
    /** Addresses, and to which chain a packet goes. */
    VERDICTS,
    /** Both ends of what was sent, for a while. */
    ENDS
  }

  /** A set comes. */
  record AddSet(String name, Shape shape, Content content) implements NftCommand {
    /** So many ends are remembered at most. */
    public static final int MOST_ENDS = 65_536;

    @Override
    public String toString() {
      String type = shape.type();
      return switch (content) {
        case COUNTERS ->
            "nft add set %s %s '{ type %s; counter; }'".formatted(TrafficTable.NAME, name, type);
        case VERDICTS ->
            "nft add map %s %s '{ type %s : verdict; }'".formatted(TrafficTable.NAME, name, type);
        case ENDS ->
            "nft add set %s %s '{ type %s . inet_service . %s . inet_service; size %d; flags dynamic,timeout; }'"
                .formatted(TrafficTable.NAME, name, type, type, MOST_ENDS);
      };
    }
  }

  /** A set goes with its elements. */
  record DeleteSet(String name, boolean map) implements NftCommand {
    @Override
    public String toString() {
      return "nft delete %s %s %s".formatted(map ? "map" : "set", TrafficTable.NAME, name);
    }
  }

  /** Where the kernel hands a chain its packets. */
  enum Hook {
    INPUT(1),
    OUTPUT(3);

    private final int number;

    Hook(int number) {
      this.number = number;
    }

    /** {@code NF_INET_LOCAL_IN}, {@code NF_INET_LOCAL_OUT}. */
    public int number() {
      return number;
    }

    /** The name of the chain. */
    public String chain() {
      return this == INPUT ? "input" : "output";
    }
  }

  /** A chain comes; one without a hook is gone to from others. */
  record AddChain(String name, @Nullable Hook hook) implements NftCommand {
    /** Before filters of others, after their changes of addresses. */
    public static final int PRIORITY = -10;

    @Override
    public String toString() {
      String text = "nft add chain " + TrafficTable.NAME + " " + name;
      return hook == null
          ? text
          : "%s '{ type filter hook %s priority %d; }'".formatted(text, hook.chain(), PRIORITY);
    }
  }

  /** The rules of a chain go. */
  record FlushChain(String name) implements NftCommand {
    @Override
    public String toString() {
      return "nft flush chain " + TrafficTable.NAME + " " + name;
    }
  }

  /** A chain goes. */
  record DeleteChain(String name) implements NftCommand {
    @Override
    public String toString() {
      return "nft delete chain " + TrafficTable.NAME + " " + name;
    }
  }

  /** A rule comes, behind those of its chain. */
  record AddRule(String chain, List<Match> matches, String comment) implements NftCommand {
    /** Copies the list. */
    public AddRule {
      matches = List.copyOf(matches);
    }

    /** A rule without a comment. */
    public static AddRule of(String chain, Match... matches) {
      return new AddRule(chain, List.of(matches), "");
    }

    @Override
    public String toString() {
      String rule = matches.stream().map(Match::toString).collect(Collectors.joining(" "));
      String said = comment.isEmpty() ? "" : " comment \"" + comment + "\"";
      return "nft add rule %s %s '%s%s'".formatted(TrafficTable.NAME, chain, rule, said);
    }
  }
}
