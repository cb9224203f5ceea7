package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.kernel.AddressChange;
import dev.netalias.kernel.Change;
import dev.netalias.kernel.KernelException;
import dev.netalias.kernel.RoutesChange;
import dev.netalias.testkit.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTest {
  private final FakeKernel kernel = FakeKernel.host();
  private final Screen screen = Screen.on(kernel);

  private Ran batch(String options, String... lines) {
    return screen.typing(String.join("\n", lines)).run(("batch - " + options).strip());
  }

  private String chain() {
    return screen.run("chain").out().strip();
  }

  private static boolean adds(Change change, String address) {
    return change instanceof AddressChange a
        && a.isAddition()
        && a.subject().local().toString().equals(address);
  }

  @Test
  void allLinesAreOneTransaction() {
    Ran ran =
        batch(
            "",
            "# the web servers",
            "",
            "add eth0:0 10.0.0.1/24   # the first",
            "  netalias add eth0 '10.0.0.2/24' \"10.0.0.3/24\"",
            "/usr/sbin/netalias close eth0:1",
            "add eth0 10.0.0.4-10.0.0.5",
            "del eth0:2");

    assertThat(ran).isEqualTo(new Ran(0, "eth0:0\neth0:1\neth0:3\neth0:4\n", ""));
    assertThat(kernel.commits).isEqualTo(1);
    assertThat(chain()).isEqualTo("lo->eth0->eth0:0->eth0:1->eth0:3->eth0:4->0");
  }

  @Test
  void aFileIsReadToo(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("aliases"), "add eth0 10.0.0.1\n");

    assertThat(screen.run("batch " + file).exitCode()).isZero();
    assertThat(screen.run("batch " + folder.resolve("nope")).exitCode()).isEqualTo(5);
    assertThat(screen.run("batch " + folder).exitCode()).isEqualTo(2);
    Path binary = Files.write(folder.resolve("binary"), new byte[] {127, 'E', 'L', 'F', -1, -2});
    String told =
        "netalias: '%s' is not text in UTF-8; a batch is a file of commands, one a line\n";
    assertThat(screen.run("batch " + binary)).isEqualTo(new Ran(2, "", told.formatted(binary)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          add eth0             | 2 | ADDRESS is missing; netalias add --help
          ad eth0 10.0.0.2     | 2 | there is no command 'ad'; did you mean add?
          add eth0 10.0.0.1/24 | 1 | 10.0.0.1 is on eth0 already, as eth0:0; netalias show eth0:0
          del eth0:7           | 5 | there is no alias 'eth0:7'; netalias list shows the aliases \
          that are there
          list                 | 2 | list changes nothing, and a batch is of changes
          batch x              | 2 | a batch has no other batch in it; put its lines here
          add eth0 '10.0.0.2   | 2 | a quote is not closed: add eth0 '10.0.0.2
          add eth0 10.0.0.2 --dry-run | 2 | there is no option '--dry-run'; netalias add --help
          """)
  void aLineThatIsRefusedIsNamedAndNothingIsDone(String line, int exitCode, String told) {
    Ran ran = batch("", "add eth0 10.0.0.1/24", line, "add eth0 10.0.0.9/24");

    assertThat(ran).isEqualTo(new Ran(exitCode, "", "netalias: line 2: " + told + "\n"));
    assertThat(chain()).isEqualTo("lo->eth0->0");
  }

  @Test
  void aLineThatTheKernelRefusesIsNamedToo() {
    kernel.refuse(c -> adds(c, "10.0.0.3"), 22, "no such thing");

    Ran ran = batch("", "add eth0 10.0.0.1/24", "add eth0 10.0.0.2/24 10.0.0.3/24");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("netalias: line 2: the kernel refused 'ip addr add 10.0.0.3");
    assertThat(chain()).isEqualTo("lo->eth0->0");
  }

  @Test
  void oldAddressesOfThoseReaddressedTogetherGoAtTheEndAndARefusalNamesTheLine() {
    batch("", "add eth0:0 10.0.0.1/24", "add eth0:1 10.0.0.2/24", "add eth0:2 10.0.0.3/24")
        .orFail();
    String[] lines = {
      "set eth0:0 10.0.0.11/24", "set eth0:1 10.0.0.12/24", "set eth0:2 10.0.0.1/24"
    };
    String before = screen.run("list -o json").orFail().out();

    kernel.refuse(c -> !c.isAddition() && c.toString().contains("10.0.0.2"), 22, "no such thing");
    Ran ran = batch("", lines);

    assertThat(ran.err()).startsWith("netalias: line 2: the kernel refused 'ip addr del 10.0.0.2");
    assertThat(screen.run("list -o json").orFail().out()).isEqualTo(before);
  }

  @Test
  void aRangeIsOneChangeAndARefusalWithinItStillNamesItsLine() {
    kernel.refuse(c -> adds(c, "10.0.0.30"), 22, "no such thing");

    Ran ran = batch("", "add eth0 10.0.0.1/24", "add eth0 10.0.0.2-10.0.0.99/24", "open eth0");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("netalias: line 2: the kernel refused 'ip addr add 10.0.0.30");
    assertThat(chain()).isEqualTo("lo->eth0->0");
  }

  @Test
  void localRoutesOfSeveralLinesAreOneChangeAndARefusalStillNamesItsLine() {
    kernel.fail(
        RoutesChange.class::isInstance,
        c ->
            new KernelException("RTM_NEWROUTE", 22, "no such thing", ((RoutesChange) c).single(2)));

    Ran ran =
        batch(
            "",
            "add eth0 10.0.0.1 --as route",
            "add eth0 10.0.0.2-10.0.0.3 --as route",
            "open eth0");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("netalias: line 2: the kernel refused 'ip route add local 10.0.0.3 dev eth0");
    assertThat(kernel.commits).isEqualTo(1);
  }

  @Test
  void keepGoingDoesWhatCanBeDoneAndReportsEachOfTheOthers() {
    kernel.refuse(c -> adds(c, "10.0.0.3"), 22, "no such thing");

    Ran ran =
        batch(
            "--keep-going",
            "add eth0 10.0.0.1/24",
            "nonsense",
            "add eth0 10.0.0.3/24",
            "add eth0 10.0.0.1/24",
            "del eth0:0 eth0:9",
            "add eth0 10.0.0.4/24 10.0.0.1/24",
            "add eth0:8 10.0.0.5/24");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEqualTo("eth0:0\neth0:8\n");
    assertThat(ran.err().lines().map(l -> l.replaceFirst("(line \\d+): .*", "$1")))
        .containsExactly(
            "netalias: line 2",
            "netalias: line 3",
            "netalias: line 4",
            "netalias: line 5",
            "netalias: line 6");
    assertThat(chain()).isEqualTo("lo->eth0->eth0:0->eth0:8->0");
  }

  @Test
  void keepGoingTouchesNoLineAgainThatIsBehindByMoreThanATransaction() {
    kernel.refuse(c -> adds(c, "10.0.0.255") || adds(c, "10.0.3.0"), 22, "no such thing");
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 1000; i++) {
      lines.append("add eth0 10.0.%d.%d\n".formatted(i / 256, i % 256));
    }

    Ran ran = screen.typing(lines.toString()).run("batch - --keep-going");

    assertThat(ran.out()).hasLineCount(998);
    assertThat(ran.err().lines().map(l -> l.replaceFirst("(line \\d+): .*", "$1")))
        .containsExactly("netalias: line 255", "netalias: line 768");
    assertThat(kernel.commits).isLessThanOrEqualTo(9);
  }

  @Test
  void keepGoingAsJsonPrintsOneDocument() {
    Ran ran =
        screen
            .typing("add eth0 10.0.0.1\nnonsense\nadd eth0 10.0.0.2\n")
            .run("-o json batch - --keep-going");

    assertThat(ran.out()).startsWith("[{\"name\":\"eth0:0\"").hasLineCount(1);
    assertThat(ran.out()).contains("{\"name\":\"eth0:1\"");
  }

  @Test
  void namesThatAreGoneAgainAreNotPrintedAndNoneTwice() {
    String lines = "add eth0:7 10.0.0.1\nadd eth0:7 10.0.0.1\nadd eth0:8 10.0.0.2\ndel eth0:8\n";

    assertThat(screen.typing(lines).run("batch -").out()).isEqualTo("eth0:7\n");
    screen.run("del eth0:7");
    assertThat(screen.typing(lines).run("batch - --keep-going").out()).isEqualTo("eth0:7\n");
  }

  @Test
  void linesThatDeleteAreMadeAsOneSoThatNoneTakesTheOthersPlace() {
    batch("", "add eth0 10.0.0.1-10.0.0.9/24");

    Ran ran =
        screen
            .typing("del eth0:0\ndel eth0:1 eth0:2\nclose eth0:3\nclose eth0:4\n")
            .run("batch - --dry-run");

    assertThat(ran.out().lines().filter(l -> l.startsWith("ip addr del")))
        .containsExactly(
            "ip addr del 10.0.0.3/24 dev eth0",
            "ip addr del 10.0.0.2/24 dev eth0",
            "ip addr del 10.0.0.1/24 dev eth0",
            "ip addr del 10.0.0.5/24 dev eth0",
            "ip addr del 10.0.0.4/24 dev eth0");
  }

  @Test
  void aLineThatDeletesWhatAnotherHasDeletedIsRefused() {
    batch("", "add eth0 10.0.0.1-10.0.0.3/24");

    Ran ran = batch("--keep-going", "del eth0:0", "del eth0:1", "del eth0:0", "del eth0:2");

    assertThat(ran.exitCode()).isEqualTo(5);
    assertThat(ran.err()).startsWith("netalias: line 3: there is no alias 'eth0:0';");
    assertThat(chain()).isEqualTo("lo->eth0->0");
  }

  @Test
  void aDeletionThatTheKernelRefusesIsNamedByItsLine() {
    batch("", "add eth0 10.0.0.1-10.0.0.3/24");
    kernel.refuse(
        c -> c instanceof AddressChange a && a.isRemoval() && a.subject().label().equals("eth0:1"),
        22,
        "no such thing");

    assertThat(batch("", "del eth0:0", "del eth0:1", "del eth0:2").err())
        .startsWith("netalias: line 2: the kernel refused 'ip addr del 10.0.0.2/24 dev eth0'");
    assertThat(batch("--keep-going", "del eth0:0", "del eth0:1", "del eth0:2").exitCode())
        .isEqualTo(1);
    assertThat(chain()).isEqualTo("lo->eth0->eth0:1->0");
  }

  @Test
  void aBatchCanBeTried() {
    screen.typing("add eth0 10.0.0.1/24\ndel eth0:0\n");

    assertThat(screen.run("batch - --dry-run").out())
        .isEqualTo(
            """
            ip addr add 10.0.0.1/24 brd 10.0.0.255 dev eth0 label eth0:0
            ip addr del 10.0.0.1/24 dev eth0
            """);
    assertThat(kernel.commits).isZero();
  }

  @Test
  void withoutPermissionItSaysSo() {
    kernel.forbid();

    assertThat(batch("", "add eth0 10.0.0.1").exitCode()).isEqualTo(4);
    assertThat(batch("--keep-going", "add eth0 10.0.0.1").exitCode()).isEqualTo(4);
  }
}
