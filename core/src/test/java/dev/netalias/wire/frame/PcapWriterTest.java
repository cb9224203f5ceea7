package dev.netalias.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PcapWriterTest {
  @Test
  void aFileHasTheHeaderAndARecordForEachFrame() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapWriter pcap = new PcapWriter(out)) {
      pcap.write(3_000_000_005L, Frame.of((byte) 0xaa, (byte) 0xbb));
    }
    assertThat(HexFormat.of().formatHex(out.toByteArray()))
        .isEqualTo(
            "4d3cb2a1"
                + "02000400"
                + "00000000"
                + "00000000"
                + "00000400"
                + "01000000"
                + "03000000"
                + "05000000"
                + "02000000"
                + "02000000"
                + "aabb");
  }
}
