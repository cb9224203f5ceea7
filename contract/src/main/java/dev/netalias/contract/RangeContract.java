package dev.netalias.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.Creation;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.AddressesChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.AddressRange;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of labels on one host; extended once for each kernel. */
public abstract class RangeContract extends Contract {
  /** What is there before a range comes: names and addresses; of a device its own address. */
  private void prepare(String before) {
    for (String alias : before.split(" ")) {
      String[] nameAndAddress = alias.split("=");
      if (nameAndAddress[0].equals("eth0")) {
        main("eth0", nameAndAddress[1]);
      } else {
        net.add(nameAndAddress[0], nameAndAddress[1]);
      }
    }
  }

  private static AddressRange range(InterfaceAddress first, int count) {
    return new AddressRange(first, 0, count);
  }

  private InterfaceAddress first(String prefix) {
    return InterfaceAddress.of(device("eth0"), Prefix.parse(prefix), "eth0:0");
  }

  @ParameterizedTest
  @CsvSource({
    "eth1:0=192.0.2.1/24, 10.0.0.1/8, 600",
    "eth0=10.200.0.1/8, 10.0.0.1/8, 300",
    "eth0=172.16.3.1/24, 10.0.0.250/24, 520",
    "eth0=172.16.3.1/24, 10.0.0.1, 20",
    "eth0:1=10.9.0.1/24 eth0:3=10.9.0.2/24, 10.0.0.1/8, 6",
    "eth0:1=10.9.0.1/24, 10.9.0.2/24, 6",
    "eth0:5=10.9.0.1/24 eth0:web=10.0.0.1/8, 10.0.0.2/8, 20",
    "eth0:six=2001:db8::1/64, 10.0.0.1/8, 10",
    "eth0:0=192.0.2.1/24 eth0:1=192.0.2.2/24, 10.0.0.1/24, 10",
    "eth0=10.0.1.1/24, 127.1.0.1/16, 5"
  })
  void aRangeIsWhatItsAliasesAreOneByOne(String before, String first, int count) {
    prepare(before);
    Creation wanted = wanted("eth0", first);
    List<String> names = net.plan(d -> oneByOne(d, wanted, count)).commands();
    Plan plan = net.plan(d -> d.create(wanted, count));
    assertThat(plan.commands()).isEqualTo(names);
    assertThat(plan.changes().stream().filter(AddressesChange.class::isInstance)).isNotEmpty();
    net.kernel().commit(plan);
    List<String> asRange = everything();
    net.kernel().commit(plan.inverse());
    net.run(d -> oneByOne(d, wanted, count));
    assertThat(everything()).isEqualTo(asRange);
  }

  private static void oneByOne(Draft draft, Creation wanted, int count) {
    String address = wanted.address().toString();
    String length = wanted.prefixLength().isEmpty() ? "" : "/" + wanted.prefixLength().getAsInt();
    for (int i = 0; i < count; i++) {
      Address next = i == 0 ? wanted.address() : Address.parse(address).plus(i);
      draft.create(wanted("eth0", next + length));
    }
  }

  @Test
  void namesAreThoseOfTheFreeSlots() {
    net.add("eth0:1", "10.9.0.1/24");
    List<?>[] names = new List<?>[1];
    net.run(d -> names[0] = d.create(wanted("eth0", "10.0.0.1/8"), 4));
    assertThat(names[0]).isEqualTo(List.of("eth0:0", "eth0:2", "eth0:3", "eth0:4"));
    assertThat(net.show("eth0:4").address()).hasToString("10.0.0.4");
    assertThat(net.show("eth0:0").owned().broadcast()).hasToString("10.255.255.255");
  }

  @Test
  void whatFollowsInTheSamePlanSeesTheRange() {
    main("eth0", "10.200.0.1/8");
    Consumer<Draft> operations =
        draft -> {
          draft.create(wanted("eth0", "10.0.0.1/8"), 300);
          assertThat(draft.alias("eth0:299").address()).hasToString("10.0.1.44");
          draft.delete(draft.alias("eth0:7"));
          draft.close(draft.alias("eth0:9"));
          draft.readdress(draft.alias("eth0:11"), Prefix.parse("10.1.0.1/8"), null);
          assertThatThrownBy(() -> draft.create(wanted("eth0:x", "10.0.0.5/8")))
              .hasMessageContaining("10.0.0.5 is on eth0 already, as eth0:4");
          draft.create(wanted("eth0", "10.2.0.1/8"), 2);
        };
    net.run(operations);
    assertThat(net.list()).hasSize(301);
    assertThat(net.show("eth0:7").address()).hasToString("10.2.0.1");
    assertThat(net.show("eth0:9").isOpen()).isFalse();
    assertThat(net.show("eth0:11").address()).hasToString("10.1.0.1");
    assertThat(net.show("eth0:300").address()).hasToString("10.2.0.2");
    net.run(d -> d.deleteAll("eth0"));
    assertThat(everything()).containsOnlyOnce("eth0").contains("10.200.0.1/8 eth0");
    assertThat(snapshot().registry().entries()).isEmpty();
  }

  @Test
  void anAddressThatIsThereAlreadyIsNamedAndNothingIsChanged() {
    main("eth0", "10.200.0.1/8");
    net.add("eth0:web", "10.0.0.123/8");
    refused(
        "10.0.0.123 is on eth0 already, as eth0:web",
        d -> d.create(wanted("eth0", "10.0.0.1/8"), 300));
    refused(
        "eth1 is down",
        d -> {
          d.closeMain("eth1");
          d.create(wanted("eth1", "10.0.0.1/8"), 300);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 500, 999})
  void whatTheKernelRefusesInARangeIsToldSinglyAndAllIsTakenBack(int place) {
    main("eth0", "172.16.3.1/24");
    Address there = place == 0 ? Address.parse("10.0.0.1") : Address.parse("10.0.0.1").plus(place);
    net.add("eth0:web", there + "/8");
    List<String> before = everything();
    Change many = AddressesChange.add(range(first("10.0.0.1/8"), 1000));
    assertThatThrownBy(() -> net.kernel().commit(Plan.of(many)))
        .isInstanceOfSatisfying(
            KernelException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(KernelException.EEXIST);
              assertThat(e.change())
                  .isInstanceOfSatisfying(
                      AddressChange.class,
                      c -> assertThat(c.subject().label()).isEqualTo("eth0:" + place));
            });
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aRangeIsTakenBackWhereALaterChangeFails() {
    main("eth0", "10.200.0.1/8");
    net.add("eth0:web", "10.100.0.1/8");
    List<String> before = everything();
    Change many = AddressesChange.add(range(first("10.0.0.1/8"), 700));
    Change there = AddressChange.add(net.show("eth0:web").owned());
    assertThatThrownBy(() -> net.kernel().commit(Plan.of(many, there)))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.change()).isEqualTo(there));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aRangeThatGoesComesBackWhereALaterChangeFails() {
    main("eth0", "10.200.0.1/8");
    net.run(d -> d.create(wanted("eth0", "10.0.0.1/8"), 700));
    List<String> before = everything();
    Change gone = AddressesChange.remove(range(first("10.0.0.1/8"), 700));
    Change there = AddressChange.add(snapshot().addressesOf(device("eth0")).getFirst());
    assertThatThrownBy(() -> net.kernel().commit(Plan.of(gone, there)))
        .isInstanceOf(KernelException.class);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aRangeIsOfOneShape() {
    InterfaceAddress host = first("10.0.0.250/24");
    assertThat(AddressRange.inSubnet(Prefix.parse("10.0.0.250/24"), 100)).isEqualTo(6);
    assertThat(range(host, 6).all().getLast().prefix()).hasToString("10.0.0.255/24");
    assertThatThrownBy(() -> range(host, 7)).hasMessageContaining("are no range");
    assertThatThrownBy(() -> range(host.withLabel("eth0:web"), 2))
        .hasMessageContaining("are no range");
    assertThatThrownBy(() -> range(host.withMetric(7), 2)).hasMessageContaining("are no range");
  }
}
