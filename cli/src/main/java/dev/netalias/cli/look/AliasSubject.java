package dev.netalias.cli.look;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.alias.InetType.ClassicPrefix;
import dev.netalias.cli.look.Step.Add;
import dev.netalias.cli.look.Step.Remove;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.net.Address;
import dev.netalias.net.AliasName;
import dev.netalias.net.Prefix;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An alias: setting an address makes it; it is closed and kept; what main has, only main sets. */
final class AliasSubject extends Subject {
  private final String name;
  private final String canonical;
  private @Nullable Alias alias;

  /**
   * An alias that may be there.
   *
   * @param name its name as given, well formed or that of one that is there
   */
  AliasSubject(Draft draft, Link main, String name, Outcome outcome) {
    super(draft, main, outcome);
    this.name = name;
    alias = draft.find(name).orElse(null);
    canonical = alias == null ? AliasName.parse(name).toString() : alias.name();
    wanted = alias == null ? null : alias.owned();
  }

  @Override
  String name() {
    return name;
  }

  @Override
  boolean exists() {
    return wanted != null;
  }

  /**
   * Of the address itself nothing is known: the prefix is that of the subnet of main that holds it,
   * else that of the class.
   */
  @Override
  InterfaceAddress fresh(Address address) {
    boolean host = main.has(Link.POINT_TO_POINT);
    int length = host ? 32 : ClassicPrefix.ofAddress(address, draft.addressesOf(main.name()));
    Prefix prefix = new Prefix(address, length);
    return InterfaceAddress.of(main.device(), prefix, canonical)
        .withBroadcast(host ? null : usualBroadcast(prefix));
  }

  /** Address 0 deletes it. */
  @Override
  void setAddress(Address address) {
    if (address.isZero()) {
      settle();
      draft.delete(alias != null ? alias : present());
      alias = null;
      wanted = null;
    } else {
      super.setAddress(address);
    }
  }

  /** The alias, which must be there; the first where several labels have its name. */
  private Alias present() {
    return draft.find(canonical).orElseGet(() -> draft.alias(canonical));
  }

  @Override
  void settle() {
    InterfaceAddress after = wanted;
    if (after != null && alias == null) {
      create(after);
    } else if (after != null && alias != null && !after.equals(alias.owned())) {
      replace(alias, after);
    }
    if (raised && alias != null) {
      draft.open(alias);
      alias = present();
    }
    raised = false;
    wanted = alias == null ? null : alias.owned();
  }

  private void create(InterfaceAddress after) {
    String tag = canonical.substring(main.name().length() + 1);
    OptionalInt length = OptionalInt.of(after.prefixLength());
    draft.create(
        Creation.of(main.name(), tag, after.local(), length).withBroadcast(after.broadcast()));
    Alias created = present();
    alias = created;
    boolean same =
        Objects.equals(created.owned().broadcast(), after.broadcast())
            && Objects.equals(created.owned().peer(), after.peer());
    if (!same) {
      replace(created, after);
    }
  }

  private void replace(Alias before, InterfaceAddress after) {
    boolean sameFamily = before.address().family() == after.local().family();
    if (sameFamily) {
      draft.replace(before, after.withLabel(before.owned().label()));
    } else {
      draft.readdress(before, after.prefix(), after.broadcast());
    }
    alias = present();
  }

  /** Refused where it would change what is main's and all its aliases'. */
  @Override
  void change(LinkPart part, LinkState after) {
    if (!state().equals(after)) {
      throw AliasException.conflict(
          "an alias has no %s of its own: %s shares %s's".formatted(part.word(), name, main.name()),
          "change it on %s".formatted(main.name()));
    }
  }

  @Override
  void open() {
    if (alias != null) {
      draft.open(alias);
      alias = present();
    }
  }

  @Override
  void close() {
    if (alias != null) {
      draft.close(alias);
      alias = present();
    }
  }

  /** An alias of IPv6 is made so; of IPv4 it is an alias's alias, which there is none of. */
  @Override
  void add(Add step) {
    if (step.address().family() != Address.INET6) {
      throw AliasException.usage(
          "%s is an alias, and an alias has no aliases".formatted(name),
          "ifconfig %s add %s".formatted(main.name(), step.address()));
    }
    String tag = canonical.substring(main.name().length() + 1);
    OptionalInt length = OptionalInt.of(Step.prefix(step.address(), step.length()).length());
    draft.create(Creation.of(main.name(), tag, step.address(), length));
    alias = present();
    wanted = alias.owned();
  }

  @Override
  void remove(Remove step) {
    Prefix prefix = Step.prefix(step.address(), step.length());
    boolean exact = step.address().family() == Address.INET6 || step.length().isPresent();
    if (alias == null
        || !alias.address().equals(prefix.address())
        || exact && alias.prefixLength() != prefix.length()) {
      outcome.refused("SIOCDIFADDR", Errnos.EADDRNOTAVAIL);
      return;
    }
    draft.delete(alias);
    alias = null;
    wanted = null;
  }
}
