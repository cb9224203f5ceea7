package dev.netalias.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.AliasTypes;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.MemoryKernel;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Lifetime;
import dev.netalias.kernel.state.LocalRoutes;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.kernel.state.RouteColumns;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import dev.netalias.plan.Reconciliation.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
  private final MemoryKernel kernel = new MemoryKernel(false);
  private final NetAlias net = NetAlias.over(kernel);
  private Device eth0 = new Device(0, "");

  @BeforeEach
  void ethernet() {
    eth0 = kernel.ethernet("eth0");
    kernel.ethernet("eth1");
  }

  /** {@code 0=10.0.0.1/24}, {@code 10.0.0.2/24}, {@code web=10.0.0.3/24 closed route}. */
  private static DesiredAlias alias(String text) {
    String[] words = text.split(" ");
    int equals = words[0].indexOf('=');
    String tag = equals < 0 ? null : words[0].substring(0, equals);
    Addresses addresses = Addresses.parse(AliasTypes.known(), words[0].substring(equals + 1));
    DesiredAlias alias = DesiredAlias.of(tag, addresses, Place.NOWHERE);
    List<String> rest = List.of(words);
    return alias
        .as(rest.contains("route") ? Realisation.ROUTE : Realisation.LABEL)
        .withClosed(rest.contains("closed"));
  }

  private static Desired eth0(String... aliases) {
    List<DesiredAlias> all = List.of(aliases).stream().map(ReconciliationTest::alias).toList();
    return new Desired(List.of(DesiredDevice.of("eth0", all, Place.NOWHERE)));
  }

  private static Desired exclusive(Desired desired) {
    return new Desired(
        desired.devices().stream()
            .map(d -> new DesiredDevice(d.name(), d.open(), true, d.aliases(), d.place()))
            .toList());
  }

  private void others(String prefix, String label) {
    others(prefix, label, Lifetime.FOREVER);
  }

  private void others(String prefix, String label, Lifetime lifetime) {
    InterfaceAddress ours = InterfaceAddress.of(eth0, Prefix.parse(prefix), label);
    InterfaceAddress theirs =
        new InterfaceAddress(
            eth0,
            ours.local(),
            ours.prefixLength(),
            null,
            ours.broadcast(),
            label,
            ours.scope(),
            ours.flags(),
            0,
            lifetime,
            0);
    kernel.commit(Plan.of(AddressChange.add(theirs)));
  }

  private Plan apply(Desired desired, Desired last) {
    return net.run(new Reconciliation(desired, last, Choice.USUAL)::into);
  }

  private List<Difference> differences(Desired desired, Desired last) {
    return new Reconciliation(desired, last, Choice.USUAL).differences(net.view());
  }

  private Set<String> aliases() {
    return net.list().stream()
        .map(a -> a.name() + "=" + a.owned().prefix() + (a.isKept() ? " closed" : ""))
        .collect(Collectors.toSet());
  }

  @Test
  void whatIsDesiredComesAndASecondTimeThereIsNothingToDo() {
    Desired desired =
        eth0("web=10.0.0.1/24", "10.0.0.5-10.0.0.7/24", "9=10.0.0.9/24 closed", "2001:db8::1/64");

    assertThat(differences(desired, Desired.NOTHING))
        .extracting(Difference::text)
        .containsExactlyInAnyOrder(
            "eth0:web 10.0.0.1/24 is not there",
            "eth0:9 10.0.0.9/24 is not there",
            "eth0 10.0.0.5-10.0.0.7/24 (3) are not there",
            "eth0 2001:db8::1/64 is not there");
    apply(desired, Desired.NOTHING);

    assertThat(aliases())
        .containsExactlyInAnyOrder(
            "eth0:web=10.0.0.1/24",
            "eth0:9=10.0.0.9/24 closed",
            "eth0:0=10.0.0.5/24",
            "eth0:1=10.0.0.6/24",
            "eth0:2=10.0.0.7/24",
            "eth0:3=2001:db8::1/64");
    assertThat(differences(desired, desired)).isEmpty();
    assertThat(apply(desired, desired).changes()).isEmpty();
  }

  @Test
  void aLocalRouteThatAnotherProgramMadeLacksNothingAndIsGivenItsName() {
    LocalRoutes.Builder theirs = new LocalRoutes.Builder(eth0);
    theirs.add(Prefix.parse("198.51.100.0/24"), RouteColumns.WORD_METRIC, true);
    kernel.commit(Plan.of(RoutesChange.add(theirs.build())));
    Desired desired = eth0("net=198.51.100.0/24 route");
    assertThat(aliases()).isEmpty();
    assertThat(differences(desired, Desired.NOTHING)).isEmpty();
    assertThat(differences(eth0("net=198.51.0.0/16 route"), Desired.NOTHING)).hasSize(1);

    Plan plan = apply(desired, Desired.NOTHING);

    assertThat(plan.changes()).noneMatch(RoutesChange.class::isInstance);
    assertThat(aliases()).containsExactly("eth0:net=198.51.100.0/24");
    assertThat(apply(desired, desired).changes()).isEmpty();
  }

  @Test
  void aRangeOfLocalRoutesIsOneChange() {
    Desired desired = eth0("10.0.0.0-10.0.39.15 route");

    Plan plan = apply(desired, Desired.NOTHING);

    assertThat(plan.changes()).filteredOn(c -> c.count() == 10_000).hasSize(1);
    assertThat(apply(desired, desired).changes()).isEmpty();
    Desired less = eth0("10.0.0.0-10.0.38.255 route");
    assertThat(apply(less, desired).commands()).filteredOn(c -> c.startsWith("ip")).hasSize(16);
    assertThat(net.list()).hasSize(9984);
  }

  @Test
  void namesAndAddressesThatFollowEachOtherAreOneChange() {
    String[] all = new String[100];
    for (int i = 0; i < all.length; i++) {
      all[i] = "%d=10.0.0.%d/24".formatted(7 + i, 1 + i);
    }

    Plan plan = apply(eth0(all), Desired.NOTHING);

    assertThat(plan.changes()).filteredOn(c -> c.count() == 100).hasSize(1);
    assertThat(net.show("eth0:56").address()).isEqualTo(Address.parse("10.0.0.50"));
    assertThat(differences(eth0(all), eth0(all))).isEmpty();
    apply(eth0("7=10.0.0.1-10.0.0.100/24", "300=10.9.0.1-10.9.0.9 route"), eth0(all));
    assertThat(net.list()).hasSize(109);
    assertThat(net.show("eth0:308").address()).isEqualTo(Address.parse("10.9.0.9"));
  }

  @Test
  void whatNetaliasMadeForTheLastStateGoesAndWhatWasAddedByHandStays() {
    Desired first = eth0("0=10.0.0.1/24", "10.0.0.2/24");
    apply(first, Desired.NOTHING);
    net.add("eth0:hand", "10.0.0.50/24");
    others("10.0.0.60/24", "eth0:other");
    Desired second = eth0("10.0.0.3/24");
    Reconciliation reconciliation = new Reconciliation(second, first, Choice.USUAL);

    net.run(reconciliation::into);

    assertThat(net.list().stream().map(a -> a.address().toString()))
        .containsExactlyInAnyOrder("10.0.0.3", "10.0.0.50", "10.0.0.60");
    assertThat(reconciliation.unsaved()).extracting(Alias::name).containsExactly("eth0:hand");
    net.run(new Reconciliation(second, second, new Choice(true, false))::into);
    assertThat(net.list().stream().map(a -> a.address().toString()))
        .containsExactlyInAnyOrder("10.0.0.3", "10.0.0.60");
  }

  @Test
  void onlyAnExclusiveDeviceLosesWhatOthersMadeAndNeverItsOwnAddress() {
    for (String text :
        List.of("10.0.0.100/24 eth0", "10.0.0.60/24 eth0:other", "10.0.0.61/24 eth0")) {
      String[] words = text.split(" ");
      others(words[0], words[1]);
    }
    Desired desired = eth0("10.0.0.1/24");

    apply(desired, Desired.NOTHING);
    assertThat(net.view().snapshot().addresses()).hasSize(4);
    assertThat(differences(exclusive(desired), desired)).hasSize(2);
    apply(exclusive(desired), desired);

    assertThat(net.view().snapshot().addresses().stream().map(a -> a.local().toString()))
        .containsExactly("10.0.0.100", "10.0.0.1");
    assertThat(differences(exclusive(desired), desired)).isEmpty();
  }

  /** Linux lists the newest IPv6 address first. */
  @Test
  void anExclusiveDeviceKeepsItsOldestIpv6AddressAndWhatHasALifetime() {
    others("10.0.0.5/24", "eth0", new Lifetime(3600, 1800)); // of DHCP, so the other is a guest
    others("10.0.0.6/24", "eth0");
    others("2001:db8::99/64", "");
    others("2001:db8::1/64", "");

    apply(exclusive(eth0("10.0.0.1/24")), Desired.NOTHING);

    assertThat(net.view().snapshot().addresses().stream().map(a -> a.local().toString()))
        .containsExactlyInAnyOrder("10.0.0.5", "10.0.0.1", "2001:db8::1");
  }

  @Test
  void whatAnotherProgramMadeAsItIsDesiredIsAsGood() {
    for (String text :
        List.of(
            "10.0.0.1/24 eth0:0", "10.0.0.2/24 eth0", "2001:db8::1/64 ", "10.0.0.3/24 eth0:x")) {
      String[] words = text.split(" ", -1);
      others(words[0], words[1]);
    }

    assertThat(
            differences(
                eth0("0=10.0.0.1/24", "10.0.0.2/24", "1=2001:db8::1/64", "10.0.0.3/24"),
                Desired.NOTHING))
        .isEmpty();
  }

  @Test
  void addressesThatChangePlacesWaitForEachOther() {
    Desired first = eth0("0=10.0.0.1/24", "1=10.0.0.2/24", "2=10.0.0.3/24", "3=10.0.0.4/24");
    apply(first, Desired.NOTHING);
    Desired turned = eth0("0=10.0.0.2/24", "1=10.0.0.3/24", "2=10.0.0.1/24", "3=10.0.0.4/24");

    Plan plan = apply(turned, first);

    assertThat(aliases())
        .containsExactlyInAnyOrder(
            "eth0:0=10.0.0.2/24", "eth0:1=10.0.0.3/24", "eth0:2=10.0.0.1/24", "eth0:3=10.0.0.4/24");
    assertThat(removed(plan)).doesNotContain(Address.parse("10.0.0.4"));
    assertThat(differences(turned, turned)).isEmpty();
  }

  @Test
  void anAliasThatIsToExistOtherwiseInTheKernelIsMadeAnew() {
    Desired first = eth0("0=10.0.0.1", "10.0.0.2");
    apply(first, Desired.NOTHING);
    Desired routes = eth0("0=10.0.0.1 route", "10.0.0.2 route");

    assertThat(differences(routes, first)).hasSize(2);
    apply(routes, first);

    assertThat(net.list()).allMatch(Alias::isRoute).hasSize(2);
    assertThat(differences(routes, routes)).isEmpty();
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedUnlessOnlyThePresentOnesCount() {
    Place place = new Place("a.yaml", 4, 3);
    Desired desired =
        new Desired(List.of(DesiredDevice.of("eth7", List.of(alias("10.0.0.1")), place)));

    assertThatThrownBy(() -> apply(desired, Desired.NOTHING))
        .isInstanceOf(AliasException.class)
        .hasMessage("a.yaml:4:3: there is no device 'eth7'");
    assertThat(differences(desired, Desired.NOTHING))
        .extracting(Difference::text)
        .containsExactly("eth7 is not there");
    Reconciliation present = new Reconciliation(desired, Desired.NOTHING, new Choice(false, true));
    net.run(present::into);
    assertThat(present.absent()).containsExactly("eth7");
  }

  @Test
  void whatIsSaidTwiceIsRefusedWithBothPlaces() {
    Place a = new Place("a.yaml", 4, 3);
    Place b = new Place("b.yaml", 2, 5);
    Addresses range = Addresses.parse(AliasTypes.known(), "10.0.0.1-10.0.0.9/24");
    Addresses within = Addresses.parse(AliasTypes.known(), "10.0.0.5");

    assertThatThrownBy(
            () -> reconcile(DesiredAlias.of(null, range, a), DesiredAlias.of("x", within, b)))
        .isInstanceOf(MistakeException.class)
        .hasMessage("b.yaml:2:5: the address 10.0.0.5 is said twice for eth0: also in a.yaml:4:3");
    assertThatThrownBy(
            () -> reconcile(DesiredAlias.of("5", range, a), DesiredAlias.of("9", within, b)))
        .hasMessageContaining("twice");
    Addresses other = Addresses.parse(AliasTypes.known(), "10.0.9.5");
    assertThatThrownBy(
            () -> reconcile(DesiredAlias.of("5", range, a), DesiredAlias.of("9", other, b)))
        .hasMessage("b.yaml:2:5: the name eth0:9 is said twice for eth0: also in a.yaml:4:3");
  }

  private static void reconcile(DesiredAlias... aliases) {
    DesiredDevice device = DesiredDevice.of("eth0", List.of(aliases), Place.NOWHERE);
    new Reconciliation(new Desired(List.of(device)), Desired.NOTHING, Choice.USUAL);
  }

  // From any state to any other

  private static Set<Address> removed(Plan plan) {
    Set<Address> removed = new HashSet<>();
    plan.changes()
        .forEach(change -> {
          if (change instanceof AddressChange a && a.isRemoval()) {
            removed.add(a.subject().local());
          }
        });
    return removed;
  }

  private static String some(Random random, int slot) {
    String name = random.nextInt(3) == 0 ? "" : slot + "=";
    String closed = random.nextInt(5) == 0 ? " closed" : "";
    return random.nextInt(4) == 0 && !name.isEmpty()
        ? name + "%s" + closed + " route"
        : name + "%s/" + (random.nextBoolean() ? 24 : 25) + closed;
  }

  private static Desired any(Random random) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, random);
    List<String> aliases = new ArrayList<>();
    int count = random.nextInt(9);
    for (int slot = 0; slot < count; slot++) {
      aliases.add(some(random, slot + 3).formatted("10.0.0." + numbers.get(slot)));
    }
    return eth0(aliases.toArray(String[]::new));
  }

  @RepeatedTest(400)
  void fromAnyStateTheNextIsReachedAndNoAliasThatStaysIsEverGone(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Desired last = Desired.NOTHING;
    for (int step = 0; step < 4; step++) {
      Desired next = any(random);
      List<Alias> before = net.list();
      Plan plan = apply(next, last);

      assertThat(differences(next, next)).as("%s", next).isEmpty();
      assertThat(net.list()).hasSize((int) next.count());
      assertThat(apply(next, next).changes()).isEmpty();
      Set<Address> gone = removed(plan);
      List<Alias> after = net.list();
      for (Alias alias : before) {
        boolean stays =
            alias.isOpen()
                && after.stream()
                    .anyMatch(a ->
                        a.isOpen()
                            && a.name().equals(alias.name())
                            && a.owned().prefix().equals(alias.owned().prefix()));
        assertThat(stays && !alias.isRoute() && gone.contains(alias.address()))
            .as("%s is gone for a moment in %s", alias.name(), plan.commands())
            .isFalse();
      }
      last = next;
    }
  }
}
