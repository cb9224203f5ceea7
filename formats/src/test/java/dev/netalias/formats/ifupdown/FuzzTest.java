package dev.netalias.formats.ifupdown;

import dev.netalias.formats.Fuzz;
import dev.netalias.formats.Root;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {
  @Test
  void mutatedFilesAreReadAndEditedOrRefused(@TempDir Path folder) {
    Path main = Path.of("/etc/network/interfaces");
    List<String> seeds = LongStream.range(0, 40).mapToObj(GeneratedInterfaces::of).toList();
    Fuzz.of(
        seeds,
        text ->
            Editor.edit(
                Interfaces.read(new Root(folder), main, Fuzz.bytes(text)),
                main,
                main,
                Fuzz.wish()));
  }
}
