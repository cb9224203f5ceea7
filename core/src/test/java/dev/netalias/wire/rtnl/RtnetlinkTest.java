package dev.netalias.wire.rtnl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.net.Address;
import dev.netalias.net.Mac;
import dev.netalias.wire.Cursor;
import dev.netalias.wire.Emitter;
import dev.netalias.wire.nl.AttributeList;
import dev.netalias.wire.nl.Attributes;
import dev.netalias.wire.nl.Fields;
import dev.netalias.wire.nl.Header;
import dev.netalias.wire.nl.NlMsgErr;
import dev.netalias.wire.nl.NlMsgHdr;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RtnetlinkTest {
  private static String emitted(Consumer<Emitter> writer) {
    byte[] bytes = new byte[256];
    Arrays.fill(bytes, (byte) 0xa5);
    Emitter out = new Emitter(MemorySegment.ofArray(bytes));
    writer.accept(out);
    return HexFormat.of().formatHex(bytes, 0, (int) out.position());
  }

  private static Cursor cursor(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new Cursor("message", MemorySegment.ofArray(bytes));
  }

  @Test
  void headersAreWrittenAsTheyAreReadPaddingIncluded() {
    record Case(String hex, Header.Parser<?> parser, Header header) {}
    List<Case> cases =
        List.of(
            new Case(
                "0700 0403 05000000 01000100 ffffffff",
                IfInfoMsg::parse,
                new IfInfoMsg(7, 772, 5, 0x10001, -1)),
            new Case("02 18 81 fd 03000000", IfAddrMsg::parse, new IfAddrMsg(2, 24, 129, 253, 3)),
            new Case(
                "02 10 08 04 fe 4e fd 01 00020000",
                RtMsg::parse,
                new RtMsg(2, 16, 8, 4, 254, 78, 253, 1, 0x200)),
            new Case("0a 000000 07000000 8000 08 01", NdMsg::parse, new NdMsg(10, 7, 0x80, 8, 1)),
            new Case(
                "02 10 18 08 fc 0000 01 02000000",
                FibRuleHdr::parse,
                new FibRuleHdr(2, 16, 24, 8, 252, 1, 2)));
    for (Case one : cases) {
      assertThat(emitted(one.header::emit)).isEqualTo(one.hex.replace(" ", ""));
      assertThat(one.parser.parse(cursor(one.hex))).isEqualTo(one.header);
    }
    NlMsgHdr header = new NlMsgHdr(20, 3, 2, -1, 7);
    assertThat(emitted(header::emit)).isEqualTo("1400000003000200ffffffff07000000");
  }

  @Test
  void anAddressIsItsBytesInNetworkOrder() {
    assertThat(emitted(o -> Ifa.LOCAL.emit(o, Address.parse("172.16.3.10"))))
        .isEqualTo("08000200ac10030a");
    assertThat(emitted(o -> Ifa.ADDRESS.emit(o, Address.parse("2001:db8::1"))))
        .isEqualTo("1400010020010db8000000000000000000000001");
    Attributes label = Attributes.read(Rta.ALL, cursor("0600 0100 0102 0000"));
    assertThat(label.get(Rta.DST)).isEqualTo(Address.of(0, (byte) 1, (byte) 2));
  }

  @Test
  void aSettingOfADeviceIsWrittenInTheFormThatSets() {
    InetConfValues values = InetConfValues.set(Map.of(InetConf.PROMOTE_SECONDARIES, 1));
    String hex =
        emitted(out -> {
          long spec = Ifla.AF_SPEC.begin(out);
          long inet = IflaAf.INET.begin(out);
          IflaAf.Inet.CONF.emit(out, values);
          IflaAf.INET.end(out, inet);
          Ifla.AF_SPEC.end(out, spec);
        });
    assertThat(hex).isEqualTo("14001a80" + "10000280" + "0c000100" + "0800140001000000");
    AttributeList read = AttributeList.read(Ifla.ALL, cursor(hex));
    assertThat(read)
        .hasToString("IFLA_AF_SPEC {AF_INET {IFLA_INET_CONF set [promote_secondaries 1]}}");
    assertThat(emitted(read::emit)).isEqualTo(hex);
  }

  @Test
  void theKernelsSettingsAndCountersAreReadByName() {
    Fixtures.Fixture link =
        Fixtures.of("links").stream()
            .filter(f -> f.printed().contains("IFLA_IFNAME v0"))
            .findFirst()
            .orElseThrow();
    Cursor in = new Cursor("nlmsghdr", MemorySegment.ofArray(link.bytes()));
    NlMsgHdr.parse(in);
    IfInfoMsg.parse(in);
    Attributes attributes = Attributes.read(Ifla.ALL, in);
    assertThat(attributes.get(Ifla.ADDRESS)).isEqualTo(Mac.parse("02:00:00:00:00:01"));
    assertThat(attributes.intOf(Ifla.MTU, 0)).isEqualTo(1500);
    Fields<LinkStat> stats = Objects.requireNonNull(attributes.get(Ifla.STATS64));
    assertThat(stats.get(LinkStat.RX_BYTES)).isEqualTo(90);
    Attributes spec = Objects.requireNonNull(attributes.nest(Ifla.AF_SPEC));
    Attributes inet = Objects.requireNonNull(spec.nest(IflaAf.INET));
    InetConfValues conf = Objects.requireNonNull(inet.get(IflaAf.Inet.CONF));
    assertThat(conf.toSet()).isFalse();
    assertThat(conf.get(InetConf.SHARED_MEDIA)).isEqualTo(1);
    assertThat(conf.get(InetConf.PROMOTE_SECONDARIES)).isZero();
  }

  @Test
  void everySettingHasTheKernelsNumber() {
    assertThat(InetConf.FORWARDING.number()).isEqualTo(1);
    assertThat(InetConf.RP_FILTER.number()).isEqualTo(8);
    assertThat(InetConf.ARP_IGNORE.number()).isEqualTo(19);
    assertThat(InetConf.PROMOTE_SECONDARIES.number()).isEqualTo(20);
    assertThat(InetConf.ARP_EVICT_NOCARRIER.number()).isEqualTo(33);
  }

  @Test
  void anErrorSaysWhatTheKernelSaid() {
    List<Fixtures.Fixture> errors = Fixtures.of("errors");
    NlMsgErr plain = error(errors.get(0));
    assertThat(plain.error()).isEqualTo(-34);
    assertThat(plain.message()).isEmpty();
    assertThat(plain.offset()).isEqualTo(-1);
    for (int extended : new int[] {1, 3}) {
      NlMsgErr error = error(errors.get(extended));
      assertThat(error.error()).isEqualTo(-34);
      assertThat(error.message()).isEqualTo("Attribute failed policy validation");
      assertThat(error.offset()).as("of the label in the request").isEqualTo(32);
      assertThat(Objects.requireNonNull(error.request()).sequence()).isEqualTo(7);
    }
    assertThat(error(errors.get(4)).error()).as("of an acknowledgement").isZero();
  }

  private static NlMsgErr error(Fixtures.Fixture fixture) {
    Cursor in = new Cursor("nlmsghdr", MemorySegment.ofArray(fixture.bytes()));
    return NlMsgErr.parse(NlMsgHdr.parse(in), in);
  }

  @Test
  void whatABridgeSaysOfItsPortIsNotReadAsALink() {
    String hex = "0700 0100 05000000 00000000 00000000" + "0c00 1a80 0800 0200 01000100";
    Cursor in = cursor(hex);
    IfInfoMsg header = IfInfoMsg.parse(in);
    AttributeList attributes = AttributeList.read(header.attributes(), in);
    assertThat(attributes).hasToString("IFLA_AF_SPEC 0x0800020001000100");
  }

  @Test
  void aMessageOfAnUnknownTypeIsKept() {
    String hex = "18000000 e703 0500 01000000 00000000 0102030405060708";
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(Rtm.protocol().trace(MemorySegment.ofArray(bytes)))
        .isEqualTo("999 REQUEST|ACK seq 1 port 0: 0x0102030405060708");
  }
}
