package dev.netalias.formats.netplan;

import dev.netalias.formats.Fuzz;
import dev.netalias.formats.Root;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {
  private static final List<String> SEEDS =
      List.of(
          """
          network:
            version: 2
            ethernets:
              eth0:
                addresses:
                  - 10.0.0.1/8 # own
                  - "10.0.0.2/8":
                      label: "eth0:0"
                dhcp4: false
          """,
          "network: {ethernets: {eth0: {addresses: [10.0.0.1/8, {10.0.0.2/8: {label: 'eth0:9'}}]}}}\n",
          "network:\n  ethernets:\n    eth7: {}\n    up: {match: {name: eth0}, set-name: eth9}\n");

  @Test
  void mutatedFilesAreReadAndEditedOrRefused(@TempDir Path folder) {
    Root root = new Root(folder);
    Fuzz.of(
        SEEDS,
        text -> {
          boolean utf8 = text.length() % 4 > 0; // else a mutated letter is no text at all
          byte[] bytes = text.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
          Source source = Source.parse("/etc/netplan/10.yaml", bytes);
          Netplan.edit(root, Configuration.of(List.of(source)), null, Fuzz.wish());
        });
  }
}
