package dev.netalias.alias.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.net.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AliasTableTest {
  private final AliasTable table = new AliasTable();

  @Test
  void itAgreesWithAMapUnderRandomPutsAndRemovals() {
    Random random = new Random(7);
    Map<Address, Integer> map = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      Address address =
          random.nextInt(4) == 0
              ? new Address(Address.INET6, 16, random.nextInt(3), random.nextInt(400))
              : Address.ofIpv4(random.nextInt(1500));
      if (random.nextInt(5) < 3) {
        int number = random.nextInt(1 << 20);
        Integer old = map.put(address, number);
        assertThat(table.put(address, number)).isEqualTo(old == null ? AliasTable.NONE : old);
      } else {
        Integer old = map.remove(address);
        assertThat(table.remove(address)).isEqualTo(old == null ? AliasTable.NONE : old);
      }
      assertThat(table.size()).isEqualTo(map.size());
    }
    map.forEach((address, number) -> assertThat(table.find(address)).isEqualTo(number));
  }

  @Test
  void allFamiliesShareItAndAreToldApart() {
    table.put(new Address(2, 4, 0, 5), 1);
    table.put(new Address(10, 16, 0, 5), 2);
    table.put(new Address(99, 4, 0, 5), 3);
    assertThat(table.find(2, 0, 5)).isEqualTo(1);
    assertThat(table.find(10, 0, 5)).isEqualTo(2);
    assertThat(table.find(99, 0, 5)).isEqualTo(3);
    assertThat(table.find(98, 0, 5)).isEqualTo(AliasTable.NONE);
    assertThat(table.find(2, 1, 5)).isEqualTo(AliasTable.NONE);
  }

  @Test
  void numbersThatMeanNoneAreRefused() {
    for (int number : new int[] {-1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> table.put(Address.ofIpv4(1), number))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theZeroAndTheLastAddressAreAddressesLikeOthers() {
    table.put(Address.parse("0.0.0.0"), 4);
    table.put(Address.parse("255.255.255.255"), 5);
    table.put(Address.parse("::"), 6);
    assertThat(table.find(Address.parse("0.0.0.0"))).isEqualTo(4);
    assertThat(table.find(Address.parse("255.255.255.255"))).isEqualTo(5);
    assertThat(table.find(Address.parse("::"))).isEqualTo(6);
    assertThat(table.remove(Address.parse("0.0.0.0"))).isEqualTo(4);
    assertThat(table.find(Address.parse("0.0.0.0"))).isEqualTo(AliasTable.NONE);
  }

  @Test
  void aLookupCostsTheSameWithAMillionNeighbouringAddresses() {
    for (int i = 0; i < 1_000_000; i++) {
      table.put(Address.ofIpv4(0x0a00_0000 + i), i);
    }
    for (int i = 0; i < 1_000_000; i += 997) {
      assertThat(table.find(2, 0, 0x0a00_0000L + i)).isEqualTo(i);
    }
    assertThat(table.find(2, 0, 0x0b00_0000L)).isEqualTo(AliasTable.NONE);
  }
}
