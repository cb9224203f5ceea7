package dev.netalias.layers;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The budgets that Checkstyle, which looks at one file at a time, can't hold. */
class BudgetsTest {

  private static final long FILES_A_PACKAGE = 25;

  @Test
  void noPackageHasMoreThanTwentyFiveFiles() throws IOException {
    Map<Path, Long> sizes =
        Sources.javaFiles().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(groupingBy(Path::getParent, counting()));

    assertThat(sizes).isNotEmpty();
    assertThat(sizes)
        .allSatisfy((folder, files) -> assertThat(files).isLessThanOrEqualTo(FILES_A_PACKAGE));
  }

  @Test
  void everyPackageOfAModuleIsNullMarked() throws IOException {
    List<Path> unmarked =
        Sources.javaFiles().stream()
            .filter(file -> file.toString().contains("/src/main/java/dev/"))
            .map(file -> file.resolveSibling("package-info.java"))
            .distinct()
            .filter(info -> !isNullMarked(info))
            .toList();

    assertThat(unmarked).isEmpty();
  }

  private static boolean isNullMarked(Path info) {
    try {
      return Files.readString(info).contains("@NullMarked");
    } catch (IOException missing) {
      return false;
    }
  }
}
