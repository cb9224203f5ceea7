package dev.netalias.formats.networkd;

import dev.netalias.formats.Fuzz;
import dev.netalias.formats.Root;
import dev.netalias.formats.ini.IniFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {
  private static final List<String> SEEDS =
      List.of(
          "[Match]\nName=eth0 eth1\n\n[Network]\nAddress=10.0.0.1/8\nAddress=10.0.0.2/8\nDHCP=no\n",
          "# a\n[Match]\nName=eth0\n[Address]\nAddress=10.0.0.3/24\nLabel=eth0:0\nBroadcast=no\n\n"
              + "[Address]\nAddress=2001:db8::1/64\n[Route]\nGateway=\\\n10.0.0.254\n",
          "[Match]\nName=eth7\n[Address]\nLabel=eth7:1\nAddress=10.7.0.9/16\nPeer=10.7.0.1\n",
          "[Match]\nName=eth0\n[Route]\nDestination=10.0.0.9/32\nType=local\nTable=local\nProtocol=78\n"
              + "Metric=10\n\n[Route]\nMetric=1\nDestination=::1\nTable=255\nType=local\nProtocol=78\n");

  @Test
  void mutatedFilesAreReadAndEditedOrRefused(@TempDir Path folder) {
    Path path = Path.of("/etc/systemd/network/10-eth0.network");
    Fuzz.of(
        SEEDS,
        text -> {
          IniFile file = IniFile.parse(path.toString(), Fuzz.bytes(text), true);
          List<NetworkFile> files = List.of(new NetworkFile(path, List.of(file)));
          Networkd.edit(new Root(folder), files, null, Fuzz.wish());
        });
  }
}
