package dev.netalias.cli.look.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.state.Device;
import dev.netalias.kernel.state.InterfaceAddress;
import dev.netalias.kernel.state.Link;
import dev.netalias.kernel.state.LinkState;
import dev.netalias.kernel.state.Resources;
import dev.netalias.kernel.state.Traffic;
import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.net.Prefix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no device of a test machine shows: other hardware, great numbers, an alias's counters. */
class FormTest {
  private static final Device DEVICE = new Device(2, "dev0");
  private static final Traffic GREAT =
      new Traffic(-1L, 1L << 62, 3, 4, 5, 6, 7, 8, 1L << 60, 10, 11, 12, 13, 14, 15, 16);

  private static final Resources OCCUPIED =
      new Resources(0xf7c0_0000L, 0xf7c2_0000L, 0x1f300, 0x114, 3);

  private static Link link(int hardware, int flags, Mac mac) {
    LinkState state = new LinkState(flags, 1500, 1000, mac);
    Resources some = flags == Link.PROMISCUOUS ? OCCUPIED : Resources.NONE;
    return new Link(
        DEVICE, hardware, "", state, Mac.NONE, 3, "", Traffic.NONE, Map.of(), some, null);
  }

  private static String print(Form form, Link link, @Nullable Traffic traffic) {
    StringBuilder text = new StringBuilder();
    int flags = link.state().flags();
    InterfaceAddress inet =
        InterfaceAddress.of(DEVICE, Prefix.parse("10.0.0.1/24"), "dev0")
            .withPeer(Address.parse("10.0.0.2"));
    form.append(text, new Face("dev0:1", link, flags, inet, List.of(), traffic));
    return text.toString();
  }

  @Test
  void anAliasShowsCountersWhereItHasThem() {
    Link link = link(1, Link.UP | Link.BROADCAST, Mac.parse("02:00:00:00:00:0a"));
    assertThat(print(Form.LONG, link, GREAT))
        .isEqualTo(
            """
            dev0:1: flags=3<UP,BROADCAST>  mtu 1500
                    inet 10.0.0.1  netmask 255.255.255.0  broadcast 0.0.0.0
                    ether 02:00:00:00:00:0a  txqueuelen 1000  (Ethernet)
                    RX packets 4611686018427387904  bytes 18446744073709551615 (16.0 EiB)
                    RX errors 3  dropped 4  overruns 5  frame 6
                    TX packets 10  bytes 1152921504606846976 (1024.0 PiB)
                    TX errors 11  dropped 12 overruns 13  carrier 15  collisions 14

            """);
    assertThat(print(Form.SHORT, link, GREAT))
        .isEqualTo(
            "dev0:1           1500 4611686018427387904      3      4 5            10     11     12"
                + "     13 BU\n");
  }

  @Test
  void compressingDevicesShowWhatTheyCompressed() {
    Link link = link(257, Link.POINT_TO_POINT, Mac.NONE);
    assertThat(print(Form.LONG, link, Traffic.NONE))
        .contains("  destination 10.0.0.2\n")
        .contains("        cslip  txqueuelen 1000  (VJ Serial Line IP)\n")
        .contains("        RX compressed:0\n")
        .contains("        TX compressed 0\n");
    assertThat(print(Form.CLASSIC, link, Traffic.NONE))
        .isEqualTo(
            """
            dev0:1    Link encap:VJ Serial Line IP \s
                      inet addr:10.0.0.1  P-t-P:10.0.0.2  Mask:255.255.255.0
                      POINTOPOINT  MTU:1500  Metric:3
                      RX packets:0 errors:0 dropped:0 overruns:0 frame:0
                         compressed:0
                      TX packets:0 errors:0 dropped:0 overruns:0 carrier:0
                      collisions:0 compressed:0 txqueuelen:1000\s
                      RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)

            """);
  }

  @Test
  void whatOfTheMachineADeviceOccupies() {
    Link link = link(1, Link.PROMISCUOUS, Mac.NONE);
    assertThat(print(Form.LONG, link, null))
        .endsWith(
            "        device interrupt 20  base 0xf300  memory 0xf7c00000-f7c20000    dma 0x3\n\n");
    assertThat(print(Form.CLASSIC, link, null))
        .endsWith(
            "          Interrupt:20 Base address:0xf300 Memory:f7c00000-f7c20000 DMA chan:3 \n\n");
  }

  @Test
  void noFlagsAtAll() {
    Link link = link(768, 0x10000, Mac.of((byte) 10, (byte) 0, (byte) 0, (byte) 1));
    assertThat(print(Form.LONG, link, null))
        .startsWith("dev0:1: flags=0<  mtu 1500\n")
        .endsWith("        tunnel   txqueuelen 1000  (IPIP Tunnel)\n\n");
    assertThat(print(Form.SHORT, link, null)).endsWith(" [NO FLAGS]\n");
    assertThat(print(Form.CLASSIC, link, null)).contains("          [NO FLAGS]  MTU:1500");
    assertThat(print(Form.LONG, link(1, 0x2000, Mac.NONE), null))
        .startsWith("dev0:1: flags=8192  mtu 1500\n");
  }

  @ParameterizedTest
  @CsvSource({
    "772,loop",
    "776,sit",
    "512,ppp",
    "1,ether 01:a2:03:04:05:06",
    "27,eui64 01:A2:03:04:05:06:07:08",
    "774,fddi 01-A2-03-04-05-06",
    "780,hippi 01:A2:03:04:05:06",
    "7,arcnet 01",
    "15,dlci -24063",
    "783,irda 04:03:a2:01",
    "270,rose 01a2030405",
    "32,unspec 01-A2-03-04-05-06-07-08-00-00-00-00-00-00-00-00",
    "65534,unspec 01-A2-03-04-05-06-07-08-00-00-00-00-00-00-00-00"
  })
  void hardwareAddressesInTheFormOfTheirHardware(int number, String line) {
    Mac mac = Mac.parse("01:a2:03:04:05:06:07:08:09:0a");
    assertThat(print(Form.LONG, link(number, 1, mac), null)).contains("\n        " + line + "  tx");
  }

  @Test
  void callSignsOfAmateurs() {
    Mac mac = Mac.parse("88:98:60:a0:92:8a:66");
    assertThat(print(Form.LONG, link(3, 1, mac), null)).contains("        ax25 DL0PIE-3  tx");
    Mac shortOne = Mac.parse("88:98:60:40:40:40:60");
    assertThat(print(Form.LONG, link(0, 1, shortOne), null)).contains("        netrom DL0  tx");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0.0 B",
    "1024,1024.0 B",
    "1025,1.0 KiB",
    "1126,1.0 KiB",
    "1127,1.1 KiB",
    "1048576,1024.0 KiB",
    "171993759,164.0 MiB",
    "1073741825,1.0 GiB",
    "1099511627777,1.0 TiB",
    "1125899906842625,1.0 PiB",
    "1152921504606846977,1.0 EiB",
    "-1,16.0 EiB"
  })
  void bytesInTheLargestUnitOfWhichThereIsMoreThanOne(long bytes, String text) {
    assertThat(Bytes.scaled(bytes)).isEqualTo(text);
  }
}
