package dev.netalias.formats.ifupdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.formats.Declared;
import dev.netalias.formats.RefusedException;
import dev.netalias.formats.Root;
import dev.netalias.testkit.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader beside ifupdown itself: files are accepted or refused alike, and mean the same. */
@Needs(tools = "ifup")
class RealIfupTest {
  private static final int FILES = 400;

  @TempDir Path folder;

  @Test
  void generatedFilesMeanWhatIfupWouldDo() throws IOException {
    int accepted = 0;
    for (long seed = 0; seed < FILES; seed++) {
      String text = GeneratedInterfaces.of(seed);
      Path file = RealIfup.write(folder, "interfaces", text);
      RealIfup.Answer real = RealIfup.of(file, folder);
      List<String> ours;
      try {
        ours = addresses(Interfaces.read(new Root(Path.of("/")), file, null));
        assertThat(real.accepted()).as("%d accepted\n%s\n%s", seed, text, real.said()).isTrue();
        accepted++;
      } catch (RefusedException refused) {
        assertThat(real.accepted()).as("%d refused: %s\n%s", seed, refused, text).isFalse();
        continue;
      }
      assertThat(ours).as("%d\n%s\n%s", seed, text, real.said()).isEqualTo(real.addresses());
    }
    assertThat(accepted).as("files that were accepted").isBetween(FILES / 3, FILES - 20);
  }

  /** What ifup -a would add by itself, without the commands of options. */
  static List<String> addresses(Interfaces all) {
    return Meaning.of(all).added().stream()
        .filter(entry -> entry.hook() == null && entry.declared().open())
        .map(RealIfupTest::text)
        .distinct()
        .sorted()
        .toList();
  }

  private static String text(Entry entry) {
    Declared one = entry.declared();
    return "%s %s %s"
        .formatted(
            one.tag().isEmpty() ? one.device() : one.name(),
            one.prefix(),
            one.broadcast() == null ? "none" : one.broadcast());
  }
}
