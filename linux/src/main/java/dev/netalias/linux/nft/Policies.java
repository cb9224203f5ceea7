package dev.netalias.linux.nft;

import dev.netalias.kernel.traffic.Frame;
import dev.netalias.kernel.traffic.NftCommand;
import dev.netalias.kernel.traffic.NftCommand.AddRule;
import dev.netalias.kernel.traffic.Policy;
import dev.netalias.linux.netlink.NetfilterSocket;
import dev.netalias.net.FormatException;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nft.Nft;
import dev.netalias.wire.nft.Nfta;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.Nlm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads policies back from what the rules of their chains say of themselves. */
final class Policies {
  private final NetfilterSocket socket;
  private final Map<String, Optional<Policy>> known = new HashMap<>();

  Policies(NetfilterSocket socket) {
    this.socket = socket;
  }

  /** The policy of a chain; empty where it is none that netalias made. */
  Optional<Policy> of(String chain) {
    return known.computeIfAbsent(chain, this::read);
  }

  private Optional<Policy> read(String chain) {
    List<String> words = new ArrayList<>();
    for (String comment : comments(chain)) {
      if (!comment.isEmpty()) {
        words.addAll(List.of(comment.split(" ")));
      }
    }
    int rest = words.lastIndexOf("else");
    if (rest < 0 || rest != words.size() - 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(Policy.parse(words.subList(0, rest), words.getLast().equals("reject")));
    } catch (FormatException notOurs) {
      return Optional.empty();
    }
  }

  /** Whether the chains that these steps make have their rules, by what those say of themselves. */
  boolean areThere(List<NftCommand> steps) {
    Map<String, List<String>> wanted = new HashMap<>();
    for (NftCommand step : steps) {
      if (step instanceof AddRule rule) {
        wanted.computeIfAbsent(rule.chain(), c -> new ArrayList<>()).add(rule.comment());
      }
    }
    return wanted.entrySet().stream().allMatch(c -> comments(c.getKey()).equals(c.getValue()));
  }

  /** The chains of policies, whether something goes to them or not. */
  List<String> chains() {
    Nfta.Chain.TABLE.emit(socket.ask(Nft.GETCHAIN, Nlm.DUMP), CommandMessages.TABLE);
    socket.end();
    List<String> chains = new ArrayList<>();
    socket.dump((header, payload) -> {
      payload.skip(Nft.HEADER);
      Attributes chain = Attributes.read(Nfta.Chain.ALL, payload);
      String name = chain.get(Nfta.Chain.NAME);
      if (name != null
          && CommandMessages.TABLE.equals(chain.get(Nfta.Chain.TABLE)) // old kernels tell all
          && (name.startsWith(Frame.POLICY) || name.startsWith(Frame.ASKS))) {
        chains.add(name);
      }
    });
    return chains;
  }

  /** What each rule of a chain says of itself, empty where it says nothing. */
  private List<String> comments(String chain) {
    Emitter out = socket.ask(Nft.GETRULE, Nlm.DUMP);
    Nfta.Rule.TABLE.emit(out, CommandMessages.TABLE);
    Nfta.Rule.CHAIN.emit(out, chain);
    socket.end();
    List<String> comments = new ArrayList<>();
    socket.dump((header, payload) -> {
      payload.skip(Nft.HEADER);
      byte[] userdata = Attributes.read(Nfta.Rule.ALL, payload).get(Nfta.Rule.USERDATA);
      comments.add(userdata == null ? "" : CommandMessages.comment(userdata));
    });
    return comments;
  }
}
