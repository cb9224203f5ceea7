package dev.netalias.cli.command;

import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.cli.words.Model;
import dev.netalias.kernel.state.Egress;
import dev.netalias.net.Address;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a command line says of how the packets of an alias are to leave.
 *
 * @param gateway the gateway, {@code none} for none of its own, null where nothing is said
 * @param onlink whether it is on the link whatever the subnets say
 * @param preferred whether the alias is preferred as source, null where nothing is said
 */
record EgressWords(@Nullable String gateway, boolean onlink, @Nullable Boolean preferred) {
  private static final String GATEWAY = "--gateway";
  private static final String ONLINK = "--onlink";
  private static final String PREFER = "--prefer-source";
  private static final String PREFER_NOT = "--no-prefer-source";
  private static final String NONE = "none";

  /** Adds the options to the model of a command that makes an alias. */
  static void describe(CommandSpec spec) {
    spec.addOption(
            Model.value(
                GATEWAY,
                "G",
                "what is sent from the alias leaves through G, by a table of its own"))
        .addOption(Model.flag(ONLINK, "with --gateway: it is on the link whatever the subnets say"))
        .addOption(
            Model.flag(
                PREFER,
                "this host's packets to its subnet, and by the default route, are sent from it"));
  }

  /** Adds them to the model of one that changes an alias, where each can be taken back. */
  static void describeChange(CommandSpec spec) {
    describe(spec);
    spec.addOption(Model.flag(PREFER_NOT, "takes --prefer-source back; --gateway none does that"));
  }

  static EgressWords of(ParseResult words) {
    boolean not = Model.has(words, PREFER_NOT);
    if (not && Model.has(words, PREFER)) {
      throw AliasException.usage("--prefer-source and --no-prefer-source contradict", "");
    }
    String gateway = words.matchedOptionValue(GATEWAY, null);
    boolean onlink = Model.has(words, ONLINK);
    if (onlink && (gateway == null || gateway.equals(NONE))) {
      throw AliasException.usage("--onlink says where the gateway is, and none is given", "");
    }
    return new EgressWords(gateway, onlink, not ? Boolean.FALSE : prefers(words));
  }

  private static @Nullable Boolean prefers(ParseResult words) {
    return Model.has(words, PREFER) ? Boolean.TRUE : null;
  }

  boolean isEmpty() {
    return gateway == null && preferred == null;
  }

  /** What an alias's packets do by these words that left in some way before. */
  Egress change(AliasTypes types, Egress before) {
    Egress egress = preferred == null ? before : before.preferring(preferred);
    if (gateway == null) {
      return egress;
    }
    Address address = gateway.equals(NONE) ? null : types.parse(gateway);
    return egress.through(address, onlink);
  }
}
