package dev.netalias.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.Alias;
import dev.netalias.alias.AliasException;
import dev.netalias.alias.Draft;
import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.EntryChange;
import dev.netalias.kernel.LinkChange;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.Realisation;
import dev.netalias.net.Address;
import dev.netalias.net.Prefix;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What other programs do to the aliases of a host; extended once for each kernel. */
public abstract class OthersContract extends Contract {
  // Words of these tests

  private void another(String prefix, String label) {
    InterfaceAddress made = InterfaceAddress.of(device("eth0"), Prefix.parse(prefix), label);
    net.kernel().commit(Plan.of(AddressChange.add(made)));
  }

  private void anotherTakesAway(String address) {
    InterfaceAddress there = snapshot().owner(Address.parse(address)).orElseThrow();
    net.kernel().commit(Plan.of(AddressChange.remove(there)));
  }

  private void anotherSets(boolean up) {
    Link link = snapshot().link("eth0").orElseThrow();
    net.kernel()
        .commit(
            Plan.of(
                new LinkChange(link.device(), link.state(), link.state().withFlag(Link.UP, up))));
  }

  private List<Entry> remembered() {
    return snapshot().registry().entries();
  }

  private void told(AliasException.Kind kind, String reason, String hint, Consumer<Draft> what) {
    List<String> before = everything();
    assertThatThrownBy(() -> net.run(what))
        .isInstanceOfSatisfying(
            AliasException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.hint()).isEqualTo(hint);
            })
        .hasMessage(reason);
    assertThat(everything()).isEqualTo(before);
  }

  // Aliases whose name only netalias knows

  @Test
  void anAddressThatCameBackUnderAnotherNameIsOneAlias() {
    net.add("eth0:web", "2001:db8::2/64");
    anotherTakesAway("2001:db8::2");
    assertThat(chain()).containsExactly("lo", "eth0", "eth1");
    net.add("eth0", "2001:db8::2/64");
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:0", "eth1");
    assertThat(remembered()).hasSize(1);
  }

  @Test
  void twoEntriesOfOneAddressAreOneAlias() {
    InterfaceAddress six = InterfaceAddress.of(device("eth0"), Prefix.parse("2001:db8::2/64"), "");
    net.add("eth0:old", "2001:db8::3/64");
    net.kernel().commit(Plan.of(AddressChange.add(six), entry("web", six), entry("new", six)));
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:old", "eth0:new", "eth1");
    assertThat(net.view().drift()).isEmpty();
  }

  private static EntryChange entry(String tag, InterfaceAddress address) {
    return EntryChange.add(new Entry.OfAlias(tag, address, Realisation.LABEL, true));
  }

  @Test
  void whatTheKernelDroppedWithTheLinkIsGoneAndNothingOfItIsKept() {
    net.add("eth0:six", "2001:db8::6/64");
    net.add("eth0:seven", "2001:db8::7/64");
    net.add("eth0:4", "10.0.0.4/24");
    anotherSets(false);
    anotherSets(true);
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:4", "eth1");
    assertThat(net.view().drift()).isEmpty();
    assertThatThrownBy(() -> net.show("eth0:six")).hasMessage("there is no alias 'eth0:six'");
    net.add("eth0:six", "2001:db8::9/64");
    assertThat(chain()).containsExactly("lo", "eth0", "eth0:4", "eth0:six", "eth1");
    net.remove("eth0:six");
    assertThat(remembered()).isEmpty();
  }

  @Test
  void closingTheDeviceForgetsWhatWasGone() {
    net.add("eth0:six", "2001:db8::6/64");
    anotherTakesAway("2001:db8::6");
    net.run(d -> d.closeMain("eth0"));
    net.run(d -> d.openMain("eth0"));
    assertThat(remembered()).isEmpty();
  }

  // Closed aliases

  @Test
  void aClosedAliasAndALabelOfItsNameGoTogether() {
    for (boolean all : List.of(false, true)) {
      net.add("eth0:z", "10.0.0.1/24");
      net.close("eth0:z");
      another("10.0.7.1/24", "eth0:z");
      assertThat(net.list()).singleElement().matches(Alias::isOpen);
      assertThat(net.view().drift())
          .containsExactly(
              "eth0:z is remembered as closed, with 10.0.0.1/24, and is there as a label;"
                  + " netalias del eth0:z deletes both");
      Plan plan =
          net.run(d -> {
            if (all) {
              d.deleteAll("eth0");
            } else {
              d.deleteAll(d.allOf("eth0:z"));
            }
          });
      assertThat(plan.commands().stream().filter(c -> !c.startsWith("nft ")))
          .containsExactlyInAnyOrder(
              "ip addr del 10.0.7.1/24 dev eth0", "# forget: closed alias eth0:z 10.0.0.1/24");
      assertThat(chain()).containsExactly("lo", "eth0", "eth1");
      assertThat(remembered()).isEmpty();
    }
  }

  @Test
  void aLabelBesideAClosedAliasOfItsNameGoesAloneByItsAddress() {
    net.add("eth0:z", "10.0.0.1/24");
    net.close("eth0:z");
    another("10.0.7.1/24", "eth0:z");
    told(
        AliasException.Kind.CONFLICT,
        "another alias eth0:z is remembered already: there can be one of a name",
        "delete one of them first: netalias del eth0:z ADDRESS",
        d -> d.close(d.alias("eth0:z")));
    net.run(d -> d.delete(d.alias("eth0:z", Address.parse("10.0.7.1"))));
    assertThat(net.show("eth0:z").isKept()).isTrue();
    another("10.0.7.1/24", "eth0:z");
    net.run(d -> d.delete(d.alias("eth0:z", Address.parse("10.0.0.1"))));
    assertThat(net.show("eth0:z").isOpen()).isTrue();
    assertThat(net.view().drift()).isEmpty();
    net.remove("eth0:z");
    assertThat(chain()).containsExactly("lo", "eth0", "eth1");
  }

  @Test
  void aClosedAliasThatAnotherPutBackAsItWasIsOpen() {
    net.add("eth0:z", "10.0.0.1/24");
    net.close("eth0:z");
    another("10.0.0.1/24", "eth0:z");
    assertThat(net.show("eth0:z").isOpen()).isTrue();
    assertThat(net.view().drift()).isEmpty();
    net.remove("eth0:z");
    assertThat(remembered()).isEmpty();
  }

  @Test
  void aClosedAliasWhoseAddressAnotherPutOnMainStaysAndIsToldOf() {
    net.add("eth0:0", "10.0.0.1/24");
    net.close("eth0:0");
    another("10.0.0.1/24", "eth0");
    assertThat(net.show("eth0:0").isKept()).isTrue();
    assertThat(net.view().drift())
        .containsExactly(
            "eth0:0 is closed, and 10.0.0.1/24 is on eth0 all the same;"
                + " netalias del eth0:0 forgets the alias");
    told(
        AliasException.Kind.CONFLICT,
        "eth0:0 can't be opened: 10.0.0.1/24 is on eth0 already, made by another program",
        "netalias del eth0:0 forgets the alias, ip addr del 10.0.0.1/24 dev eth0 takes the address"
            + " away",
        d -> d.open(d.alias("eth0:0")));
    told(
        AliasException.Kind.CONFLICT,
        "10.0.0.1 is on eth0 already, as eth0:0",
        "netalias show eth0:0",
        d -> d.create(wanted("eth0:1", "10.0.0.1/24")));
    net.remove("eth0:0");
    assertThat(chain()).containsExactly("lo", "eth0", "eth1");
    assertThat(addresses("eth0")).containsExactly("10.0.0.1/24 eth0");
    assertThat(net.view().drift()).isEmpty();
  }

  // Names that several have

  @Test
  void aNameThatSeveralLabelsHaveIsRefusedUntilAnAddressSaysWhich() {
    another("10.0.0.1/24", "eth0:a");
    another("10.0.1.1/24", "eth0:a");
    String reason = "2 aliases have the name eth0:a: 10.0.0.1/24, 10.0.1.1/24";
    String hint = "say which by its address, as in: netalias del eth0:a 10.0.0.1";
    AliasException.Kind conflict = AliasException.Kind.CONFLICT;
    told(conflict, reason, hint, d -> d.delete(d.alias("eth0:a")));
    told(conflict, reason, hint, d -> d.close(d.alias("eth0:a")));
    told(conflict, reason, hint, d -> d.open(d.alias("eth0:a")));
    told(
        conflict,
        reason,
        hint,
        d -> d.readdress(d.alias("eth0:a"), Prefix.parse("10.9.0.1/24"), null));
    assertThatThrownBy(() -> net.show("eth0:a")).hasMessage(reason);
    Address second = Address.parse("10.0.1.1");
    net.run(d -> d.close(d.alias("eth0:a", second)));
    net.run(d -> d.delete(d.alias("eth0:a", Address.parse("10.0.0.1"))));
    assertThat(net.show("eth0:a").address()).isEqualTo(second);
    assertThat(net.show("eth0:a").isKept()).isTrue();
  }

  @Test
  void ofOneNameOneAliasIsRemembered() {
    another("10.0.0.1/24", "eth0:a");
    another("10.0.1.1/24", "eth0:a");
    told(
        AliasException.Kind.CONFLICT,
        "another alias eth0:a is remembered already: there can be one of a name",
        "delete one of them first: netalias del eth0:a ADDRESS",
        d -> {
          d.close(d.alias("eth0:a", Address.parse("10.0.0.1")));
          d.close(d.alias("eth0:a", Address.parse("10.0.1.1")));
        });
  }

  @Test
  void theAdviceForAnExistingNameIsWhatWasAskedFor() {
    net.add("eth0:0", "10.0.0.1/24");
    told(
        AliasException.Kind.CONFLICT,
        "eth0:0 exists, with the address 10.0.0.1/24",
        "netalias set eth0:0 10.0.0.2/16 re-addresses it",
        d -> d.create(wanted("eth0:0", "10.0.0.2/16")));
    told(
        AliasException.Kind.CONFLICT,
        "eth0:0 exists, with the address 10.0.0.1/24",
        "netalias set eth0:0 10.0.0.2 re-addresses it",
        d -> d.create(wanted("eth0:0", "10.0.0.2")));
  }

  // Nothing is kept that need not be

  @Test
  void whereTheKernelHoldsEverythingNothingIsRemembered() {
    net.add("eth0:0", "10.0.0.1/24");
    assertThat(remembered()).isEmpty();
    assertThat(net.view().registeredTypes()).hasSize(1);
    net.close("eth0:0");
    assertThat(remembered()).hasSize(1);
    net.open("eth0:0");
    assertThat(remembered()).isEmpty();
  }
}
