package dev.netalias.kernel.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressListTest {
  private static final Device ETH0 = new Device(2, "eth0");

  private final AddressList list = new AddressList();

  private static InterfaceAddress at(String prefix) {
    return InterfaceAddress.of(ETH0, Prefix.parse(prefix), "eth0");
  }

  private void add(String... prefixes) {
    for (String prefix : prefixes) {
      list.add(at(prefix));
    }
  }

  private List<String> order() {
    return list.inOrder().stream().map(a -> a.local() + (a.isSecondary() ? "s" : "")).toList();
  }

  @Test
  void secondariesStandBehindAllPrimaries() {
    add("10.0.0.1/24", "10.0.0.2/24", "10.0.1.1/24", "10.0.0.3/24");
    assertThat(order()).containsExactly("10.0.0.1", "10.0.1.1", "10.0.0.2s", "10.0.0.3s");
  }

  @Test
  void sameAddressInAnotherSubnetIsAnotherAddress() {
    add("10.0.0.1/24", "10.0.0.1/16");
    assertThat(order()).containsExactly("10.0.0.1", "10.0.0.1");
    assertThat(list.contains(at("10.0.0.1/8"))).isFalse();
  }

  @Test
  void withAPrimaryGoItsSecondariesWhereTheyAreNotPromoted() {
    add("10.0.0.1/24", "10.0.0.2/24", "10.0.1.1/24", "10.0.0.3/24");
    assertThat(list.remove(at("10.0.0.1/24"), false)).hasSize(3);
    assertThat(order()).containsExactly("10.0.1.1");
    add("10.0.0.3/24");
    assertThat(order()).containsExactly("10.0.1.1", "10.0.0.3");
  }

  @Test
  void theFirstSecondaryIsPromotedBehindTheOtherPrimaries() {
    add("10.0.0.1/24", "10.0.0.2/24", "10.0.1.1/24", "10.0.0.3/24");
    assertThat(list.remove(at("10.0.0.1/24"), true)).hasSize(1);
    assertThat(order()).containsExactly("10.0.1.1", "10.0.0.2", "10.0.0.3s");
    assertThat(list.dependents(at("10.0.0.2/24"))).hasSize(1);
  }

  @Test
  void aNarrowerScopeStandsBeforeAWiderOne() {
    add("10.0.0.1/24");
    add("127.0.0.1/8");
    assertThat(order()).containsExactly("127.0.0.1", "10.0.0.1");
  }

  @Test
  void coverageIsThatOfTheOthers() {
    add("10.0.0.1/24", "10.0.1.1/24", "10.0.1.2/24");
    Address neighbour = Address.parse("10.0.0.9");
    assertThat(list.coveredWithout(neighbour, at("10.0.0.1/24"))).isFalse();
    assertThat(list.coveredWithout(neighbour, at("10.0.1.1/24"))).isTrue();
    assertThat(list.coveredWithout(Address.parse("10.0.1.9"), at("10.0.1.1/24"))).isTrue();
  }
}
