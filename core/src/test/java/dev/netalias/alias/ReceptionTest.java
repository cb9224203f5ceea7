package dev.netalias.alias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.alias.table.AliasTable;
import dev.netalias.net.Address;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceptionTest {
  private static final Address MAINS = Address.parse("172.16.3.1");
  private static final Address ALIAS = Address.parse("172.16.3.10");
  private static final Address CLOSED = Address.parse("172.16.3.11");
  private static final Address STRANGER = Address.parse("192.0.2.1");
  private static final Address BEHIND_ALIAS = Address.parse("10.9.9.9");

  /** Aliases 0 (open) and 1 (closed); the route to 10.9.9.9 leads through alias 0. */
  private record Packet(Address source, Address destination, AliasTable aliases)
      implements Reception {
    @Override
    public boolean hasAliases() {
      return aliases.size() > 0;
    }

    @Override
    public boolean isForMain() {
      return destination.equals(MAINS);
    }

    @Override
    public int aliasOfDestination() {
      return aliases.find(destination);
    }

    @Override
    public int aliasTowardsSource() {
      return source.equals(BEHIND_ALIAS) ? 0 : MAIN;
    }

    @Override
    public boolean isOpen(int alias) {
      return Set.of(0).contains(alias);
    }
  }

  private static int selected(Address source, Address destination) {
    AliasTable table = new AliasTable();
    table.put(ALIAS, 0);
    table.put(CLOSED, 1);
    return InetType.IP.select(new Packet(source, destination, table));
  }

  @Test
  void withoutAliasesItIsMain() {
    Packet packet = new Packet(BEHIND_ALIAS, ALIAS, new AliasTable());
    assertThat(InetType.IP.select(packet)).isEqualTo(Reception.MAIN);
  }

  @Test
  void mainsOwnAddressIsMainsEvenFromBehindAnAlias() {
    assertThat(selected(BEHIND_ALIAS, MAINS)).isEqualTo(Reception.MAIN);
  }

  @Test
  void theAddressOfAnOpenAliasIsThatAliass() {
    assertThat(selected(STRANGER, ALIAS)).isZero();
  }

  @Test
  void anAddressOfNobodyGoesToTheAliasThatLeadsToTheSource() {
    assertThat(selected(BEHIND_ALIAS, STRANGER)).isZero();
  }

  @Test
  void aClosedAliasIsNeverChosen() {
    assertThat(selected(STRANGER, CLOSED)).isEqualTo(Reception.MAIN);
  }
}
