package dev.netalias.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.NetAlias;
import dev.netalias.alias.listing.Listings;
import dev.netalias.kernel.Entry;
import dev.netalias.kernel.MemoryKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTypesTest {
  private final MemoryKernel kernel = new MemoryKernel(true);
  private final NetAlias net = NetAlias.over(kernel);

  AliasTypesTest() {
    kernel.ethernet("eth0");
  }

  private void insmod(String file) {
    net.run(d -> d.register(d.view().types().load(file)));
  }

  @Test
  void aThirdFamilyFromAJarIsUsedEndToEnd(@TempDir Path folder) throws IOException {
    insmod(ThirdFamily.jar(folder, 99, "tri").toString());
    assertThat(net.add("eth0:0", "1-2-3/16")).isEqualTo("eth0:0");
    net.add("eth0", "1-2-200");
    net.add("eth0:ip", "10.0.0.1/24");
    assertThat(Listings.aliasTypes(net.view()))
        .isEqualTo(
            "type    name            n_attach\n"
                + "2       ip              1      \n"
                + "99      tri             2      \n");
    assertThat(Listings.aliases(net.view()).lines().toList().get(1))
        .isEqualTo("%-63s", "eth0:0           99     1-2-3");
    net.close("eth0:0");
    net.set("eth0:0", "9-9-9/16");
    net.open("eth0:0");
    assertThat(net.show("eth0:0").owned().prefix().length()).isEqualTo(16);
    assertThatThrownBy(() -> net.run(d -> d.unregister("tri")))
        .hasMessage("alias type tri is in use: 2 aliases are attached");
    net.run(d -> d.deleteAll(d.aliases()));
    net.run(d -> d.unregister("tri"));
    assertThat(net.view().registeredTypes()).isEmpty();
    assertThatThrownBy(() -> net.add("eth0", "1-2-3"))
        .hasMessage("'1-2-3' is not an address of any known type (ip, ip6)");
  }

  @Test
  void aJarIsLoadedOnceUntilItIsAnother(@TempDir Path folder) throws IOException {
    Path jar = ThirdFamily.jar(folder, 99, "tri");
    insmod(jar.toString());
    AliasType first = net.view().types().ofFamily(99).orElseThrow();
    assertThat(net.view().types().ofFamily(99)).containsSame(first);
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(net.view().types().ofFamily(99).orElseThrow()).isNotSameAs(first);
  }

  @Test
  void aJarThatIsGoneIsSaidAndItsFamilyIsUnknown(@TempDir Path folder) throws IOException {
    Path jar = ThirdFamily.jar(folder, 99, "tri");
    insmod(jar.toString());
    Files.delete(jar);
    assertThat(net.view().drift())
        .singleElement()
        .asString()
        .contains("tri", jar.toString(), "netalias rmmod tri forgets it");
    net.run(d -> d.unregister("tri"));
    assertThat(net.view().drift()).isEmpty();
  }

  @Test
  void aFamilyThatIsRegisteredIsNotShadowed(@TempDir Path folder) throws IOException {
    String jar = ThirdFamily.jar(folder, 2, "other").toString();
    assertThatThrownBy(() -> insmod(jar)).hasMessage("family 2 has the alias type ip already");
    assertThat(net.view().registeredTypes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ip", "ip_alias", "ip_alias.o", "/lib/modules/2.0.36/net/ip_alias.o"})
  void theBuiltInTypeAnswersToItsModulesNames(String file) {
    insmod(file);
    insmod(file); // loading a loaded one is fine
    assertThat(net.view().registeredTypes()).containsExactly(InetType.IP);
    net.run(d -> d.unregister(file));
    assertThat(net.view().registeredTypes()).isEmpty();
  }

  @Test
  void unknownTypesAndBrokenJarsAreRefused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> insmod("x25_alias.o")).hasMessage("there is no alias type 'x25'");
    assertThatThrownBy(() -> insmod(folder.resolve("no.jar").toString()))
        .isInstanceOfSatisfying(
            AliasException.class,
            e -> assertThat(e.kind()).isEqualTo(AliasException.Kind.NOT_FOUND));
    Path broken = Files.writeString(folder.resolve("broken.jar"), "no zip");
    assertThatThrownBy(() -> insmod(broken.toString()))
        .isInstanceOfSatisfying(
            AliasException.class, e -> assertThat(e.kind()).isEqualTo(AliasException.Kind.USAGE));
    assertThatThrownBy(() -> net.run(d -> d.unregister("ip")))
        .hasMessage("alias type ip is not registered");
  }

  @Test
  void anEntryOfATypeIsItsFamilyAndWhereItCameFrom() {
    assertThat(AliasTypes.known().load("ip6")).isEqualTo(new Entry.OfType(10, "ip6", ""));
  }
}
