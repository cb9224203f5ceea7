package dev.netalias.formats.keyfile;

import dev.netalias.formats.Fuzz;
import dev.netalias.formats.ini.IniFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzTest {
  private static final List<String> SEEDS =
      List.of(
          "[connection]\nid=wire\ntype=ethernet\ninterface-name=eth0\n\n[ipv4]\naddress1=10.0.0.1/8,"
              + "10.0.0.254\naddress2=10.0.0.2/8\nmethod=manual\n\n[ipv6]\nmethod=auto\n",
          "[connection]\ninterface-name=eth0\nautoconnect=false\n[ipv6]\naddresses1=2001:db8::1;64;\n"
              + "method=manual\n[ipv4]\nmethod=disabled\n");

  @Test
  void mutatedFilesAreReadAndEditedOrRefused() {
    Fuzz.of(
        SEEDS,
        text -> {
          String name = "/etc/NetworkManager/system-connections/wire.nmconnection";
          IniFile file = IniFile.parse(name, Fuzz.bytes(text), false);
          Keyfile.edit(Connections.of(file), null, Fuzz.wish());
        });
  }
}
