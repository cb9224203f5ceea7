package dev.netalias.cli.print;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasTypes;
import dev.netalias.alias.AliasView;
import dev.netalias.kernel.state.Counters;
import dev.netalias.kernel.state.Egress;
import dev.netalias.net.Address;
import io.avaje.jsonb.Json;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One alias as JSON; the keys are a contract.
 *
 * @param name {@code eth0:0}
 * @param main its main device
 * @param tag what stands behind the colon
 * @param type name of its type
 * @param family address family
 * @param address its address
 * @param prefixLength length of its prefix
 * @param broadcast broadcast address, null where none
 * @param realisation {@code label}, {@code route} or {@code device}
 * @param state {@code open} or {@code closed}
 * @param mac its own link-layer address or main's, null where there is none
 * @param mtu its own MTU or main's
 * @param managed whether netalias made it
 * @param saved whether the desired state has it
 * @param counters its own, null where it is not counted
 * @param countersReason why counters can't be read, null where they can
 * @param gateway the gateway that its packets leave through, null where it has none of its own
 * @param table the routing table that it has to itself, null where it has none
 * @param preferredSource whether this host's own packets prefer its address as source
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record AliasJson(
    String name,
    String main,
    String tag,
    String type,
    int family,
    String address,
    int prefixLength,
    @Nullable String broadcast,
    String realisation,
    String state,
    @Nullable String mac,
    int mtu,
    boolean managed,
    boolean saved,
    @Nullable CountersJson counters,
    @Nullable String countersReason,
    @Nullable String gateway,
    @Nullable Integer table,
    boolean preferredSource) {

  /** What one alias is. */
  public static AliasJson of(AliasView view, Alias alias, boolean saved) {
    AliasTypes types = view.types();
    Egress egress = view.egress(alias);
    OptionalInt table = view.tableOf(alias);
    Address broadcast = alias.owned().broadcast();
    Counters c = alias.counters();
    return new AliasJson(
        alias.name(),
        alias.main().name(),
        alias.tag(),
        AliasRows.typeName(types, alias),
        alias.address().family(),
        AliasRows.addressText(types, alias),
        alias.prefixLength(),
        broadcast == null ? null : broadcast.toString(),
        alias.realisation().text(),
        AliasRows.state(alias),
        alias.link().state().mac().size() == 0 ? null : alias.link().state().mac().toString(),
        alias.link().state().mtu(),
        alias.isManaged(),
        saved,
        CountersJson.of(c),
        c == null ? view.unread() : null,
        egress.gateway() == null ? null : egress.gateway().toString(),
        table.isEmpty() ? null : Integer.valueOf(table.getAsInt()),
        egress.preferred());
  }

  /** The same with other texts for what tells it from its neighbours. */
  AliasJson named(String newName, String newTag, String newAddress) {
    return new AliasJson(
        newName,
        main,
        newTag,
        type,
        family,
        newAddress,
        prefixLength,
        broadcast,
        realisation,
        state,
        mac,
        mtu,
        managed,
        saved,
        counters,
        countersReason,
        gateway,
        table,
        preferredSource);
  }

  /**
   * Whether all but name, tag and address is the same. Said component by component, as what records
   * have by themselves is slow, and there may be a million.
   */
  boolean isLike(AliasJson other) {
    return main.equals(other.main)
        && type.equals(other.type)
        && family == other.family
        && prefixLength == other.prefixLength
        && Objects.equals(broadcast, other.broadcast)
        && realisation.equals(other.realisation)
        && state.equals(other.state)
        && Objects.equals(mac, other.mac)
        && mtu == other.mtu
        && managed == other.managed
        && saved == other.saved
        && Objects.equals(counters, other.counters)
        && Objects.equals(countersReason, other.countersReason)
        && Objects.equals(gateway, other.gateway)
        && Objects.equals(table, other.table)
        && preferredSource == other.preferredSource;
  }

  /**
   * Counters of one alias.
   *
   * @param rxPackets packets received
   * @param rxBytes bytes received
   * @param txPackets packets sent
   * @param txBytes bytes sent
   */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record CountersJson(long rxPackets, long rxBytes, long txPackets, long txBytes) {
    static @Nullable CountersJson of(@Nullable Counters c) {
      return c == null
          ? null
          : new CountersJson(c.rxPackets(), c.rxBytes(), c.txPackets(), c.txBytes());
    }
  }
}
