package dev.netalias.embedded.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.AliasException;
import dev.netalias.contract.MadeUpFamily;
import dev.netalias.embedded.device.Wire;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.Plan;
import dev.netalias.kernel.state.Counters;
import dev.netalias.wire.frame.Ethernet;
import dev.netalias.wire.frame.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets of a family that netalias has never heard of, and whose type comes from a jar. */
class OtherFamilyTest extends LabTesting {
  private static final int SIZE = 60;

  @TempDir private Path folder;
  private Path jar;
  private LabHost host;
  private final Wire.Plug sender = wire.plug(f -> {});

  @BeforeEach
  void loadTheType() throws IOException {
    jar = MadeUpFamily.pack(folder);
    host = host("a", "10.0.0.1/24");
    insmod();
  }

  private void insmod() {
    host.net().run(d -> d.register(d.view().types().load(jar.toString())));
  }

  /** A packet from one address to another, each of three bytes in hex, as long as they all are. */
  private void send(String addresses, int length) {
    Frame frame = new Frame().resize(Math.max(length, Ethernet.SIZE + addresses.length() / 2));
    long mac = host.kernel().stack().state().find("eth0").device().mac();
    new Ethernet(mac, 0x020000000009L, MadeUpFamily.ETHER_TYPE).emit(frame);
    frame.copy(Ethernet.SIZE, HexFormat.of().parseHex(addresses));
    frame.resize(length);
    sender.send(frame);
    lab.world().settle();
  }

  private Counters received(String alias) {
    return Objects.requireNonNull(host.net().show(alias).counters());
  }

  private static Counters packets(int count) {
    return new Counters(count, (long) count * (SIZE - Ethernet.SIZE), 0, 0);
  }

  @Test
  void aPacketBelongsToTheOpenAliasOfItsDestination() {
    host.net().add("eth0:0", "1-2-3/16");
    host.net().add("eth0:1", "1-2-4/16");
    send("010209010203", SIZE);
    send("010209010203", SIZE);
    send("010209010204", SIZE);
    assertThat(received("eth0:0")).isEqualTo(packets(2));
    assertThat(received("eth0:1")).isEqualTo(packets(1));
    assertThat(link(host, "eth0").traffic().rxPackets()).isEqualTo(3);
    send("010209070707", SIZE); // for nobody, but from the subnet of eth0:0
    assertThat(received("eth0:0")).isEqualTo(packets(3));
    host.net().close("eth0:0");
    send("070707010203", SIZE);
    assertThat(received("eth0:0")).isEqualTo(packets(3));
    host.net().open("eth0:0");
    host.net().set("eth0:0", "1-2-5/16");
    send("070707010203", SIZE);
    send("070707010205", SIZE);
    assertThat(received("eth0:0")).isEqualTo(packets(4));
  }

  @Test
  void theTypesOwnSelectionDecides() {
    host.net().add("eth0:0", "1-2-3/16");
    send("090909010203", SIZE);
    assertThat(received("eth0:0")).isEqualTo(Counters.ZERO);
    send("090908010203", SIZE);
    assertThat(received("eth0:0")).isEqualTo(packets(1));
  }

  @Test
  void aTypeThatIsUnloadedDecidesNoMore() {
    host.net().add("eth0:0", "1-2-3/16");
    assertThatThrownBy(() -> host.net().run(d -> d.unregister("tri")))
        .isInstanceOf(AliasException.class)
        .hasMessageContaining("1 alias is attached");
    host.net().remove("eth0:0");
    host.net().run(d -> d.unregister("tri"));
    send("010209010203", SIZE);
    assertThat(host.drops()).containsEntry("unknown Ethernet type", 1L);
    insmod();
    host.net().add("eth0:0", "1-2-3/16");
    send("010209010203", SIZE);
    assertThat(received("eth0:0")).isEqualTo(packets(1));
  }

  @Test
  void aRegistrationThatIsTakenBackChangesNothing() {
    Plan unregister = host.net().plan(d -> d.unregister("tri"));
    assertThatThrownBy(() ->
            host.kernel()
                .commit(
                    unregister,
                    (done, total) -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
    host.net().add("eth0:0", "1-2-3/16");
    send("010209010203", SIZE);
    assertThat(received("eth0:0")).isEqualTo(packets(1));
  }

  @Test
  void aJarThatIsGoneIsRefusedByTheKernel() throws IOException {
    host.net().run(d -> d.unregister("tri"));
    Plan register = host.net().plan(d -> d.register(d.view().types().load(jar.toString())));
    Files.delete(jar);
    assertThatThrownBy(() -> host.kernel().commit(register))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.errno()).isEqualTo(KernelException.ENOENT));
    assertThat(snapshot(host).registry().entries()).isEmpty();
  }

  @Test
  void aPacketThatIsTooShortForItsAddressesIsDroppedAndCounted() {
    host.net().add("eth0:0", "1-2-3/16");
    for (int length = Ethernet.SIZE; length < Ethernet.SIZE + 6; length++) {
      send("010209010203", length);
    }
    assertThat(host.drops()).containsEntry("shorter than its family's addresses", 6L);
    assertThat(received("eth0:0")).isEqualTo(Counters.ZERO);
    send("010209010203", Ethernet.SIZE + 6);
    assertThat(received("eth0:0").rxPackets()).isEqualTo(1);
  }
}
