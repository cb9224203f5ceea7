package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.testkit.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of every command, help, and words that are not understood. */
class GlobalsTest {
  private final FakeKernel kernel = FakeKernel.host();
  private final Screen screen = Screen.on(kernel);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--dry-run add eth0 10.0.0.1/24",
        "add --dry-run eth0 10.0.0.1/24",
        "-q add eth0 10.0.0.1/24 --dry-run",
        "--color never -o table --dry-run add eth0 10.0.0.1/24",
        "-qo commands add eth0 10.0.0.1/24 --dry-run",
      })
  void globalOptionsStandBeforeTheCommandAndBehindIt(String line) {
    assertThat(screen.run(line))
        .isEqualTo(
            new Ran(
                0,
                """
                ip addr add 10.0.0.1/24 brd 10.0.0.255 dev eth0 label eth0:0
                """,
                ""));
    assertThat(kernel.commits).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ifconfig", "/sbin/ifconfig", "-q ../sbin/ifconfig"})
  void theLookAlikesMayHaveAPathBeforeTheirName(String start) {
    assertThat(screen.run(start + " -V")).isEqualTo(new Ran(0, "net-tools 2.10\n", ""));
  }

  @Test
  void aDryRunAsJsonIsOneDocument() {
    screen.run("insmod ip");

    assertThat(screen.run("add eth0 10.0.0.1/24 --dry-run -o json").out())
        .isEqualTo(
            """
            {"dry_run":true,"changes":[{"action":"add","what":"address",\
            "command":"ip addr add 10.0.0.1/24 brd 10.0.0.255 dev eth0 label eth0:0"}]}
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set eth0:0 10.1.0.1",
        "del eth0:0",
        "close eth0:0",
        "close eth0",
        "insmod ip6",
        "add eth0 10.0.0.3",
        "set eth0 --max-slot 3"
      })
  void everyChangingCommandCanBeTriedAndThenChangesNothing(String line) {
    screen.run("add eth0 10.0.0.1");
    String before = screen.run("list -o json").out();
    kernel.commits = 0;

    Ran ran = screen.run("--dry-run " + line);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).isNotBlank().doesNotContain("nothing to do");
    assertThat(kernel.commits).isZero();
    assertThat(screen.run("list -o json").out()).isEqualTo(before);
  }

  @Test
  void anEmptyPlanIsNothingToDo() {
    assertThat(screen.run("open eth0 --dry-run").out()).isEqualTo("nothing to do\n");
    assertThat(screen.run("open eth0 --dry-run -o json").out())
        .isEqualTo("{\"dry_run\":true,\"changes\":[]}\n");
  }

  @Test
  void asCommandsAChangeTellsWhatItDid() {
    screen.run("add eth0 10.0.0.1/24");

    assertThat(screen.run("-o commands del eth0:0").out())
        .isEqualTo("ip addr del 10.0.0.1/24 dev eth0\n");
  }

  @Test
  void asJsonAddTellsTheAliasesThatItMadeAndOthersTheChanges() {
    assertThat(screen.run("-o json add eth0 10.0.0.1/24 10.0.0.2/24").out())
        .startsWith("[{\"name\":\"eth0:0\",")
        .contains("{\"name\":\"eth0:1\",")
        .endsWith("]\n");
    assertThat(screen.run("-o json del eth0:0").out())
        .startsWith("{\"dry_run\":false,\"changes\":[{")
        .contains("{\"action\":\"remove\",\"what\":\"address\",\"command\":\"ip addr del ");
  }

  @Test
  void errorsAreDocumentsWhereJsonIsWanted() {
    String notFound =
        "{\"error\":{\"kind\":\"not_found\",\"message\":\"there is no device 'nope'\","
            + "\"hint\":\"devices: lo, eth0\"}}\n";
    assertThat(screen.run("add nope 10.0.0.1 -o json")).isEqualTo(new Ran(5, "", notFound));
    assertThat(screen.run("-ojson add nope 10.0.0.1")).isEqualTo(new Ran(5, "", notFound));
    assertThat(screen.run("add --output=json").err()).startsWith("{\"error\":{\"kind\":\"usage\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ''                     | a command is missing; netalias --help lists them
          --dry-run              | a command is missing; netalias --help lists them
          lst                    | there is no command 'lst'; did you mean list?
          insmdo x               | there is no command 'insmdo'; did you mean insmod?
          frobnicate             | there is no command 'frobnicate'; netalias --help lists them
          help frobnicate        | there is no command 'frobnicate'; netalias --help lists them
          add                    | DEV[:TAG] and ADDRESS are missing; netalias add --help
          add eth0               | ADDRESS is missing; netalias add --help
          add eth0 1.1.1.1 --cosed | there is no option '--cosed'; did you mean --closed?
          add eth0 1.1.1.1 --no-such | there is no option '--no-such'; netalias add --help
          list -o jsn            | 'jsn' is no value of -o; it takes table, json or commands
          add eth0 -10.0.0.1     | there is no option '-10.0.0.1'; netalias add --help
          list --color pink      | 'pink' is no value of --color; it takes auto, always or never
          list eth0 eth1         | 'eth1' is one word too many; netalias list --help
          add eth0 1.1.1.1 --broadcast | the value of --broadcast is missing; netalias add --help
          list -o                | the value of -o is missing; netalias list --help
          list -z                | there is no option '-z'; netalias list --help
          completion fish        | there is no completion for 'fish'; for bash and zsh there is
          """)
  void wordsThatAreNotUnderstoodAreWrongUsageWithAHint(String line, String told) {
    Ran ran = screen.run(line.equals("''") ? "" : line);

    assertThat(ran).isEqualTo(new Ran(2, "", "netalias: " + told + "\n"));
  }

  @Test
  void everyCommandHasHelpWithAnExampleInEightyColumns() {
    Ran all = screen.run("--help");

    assertThat(all.exitCode()).isZero();
    for (String name : dev.netalias.cli.command.Commands.names()) {
      assertThat(all.out()).contains("\n  " + name + " ");
      Ran help = screen.run(name + " --help");
      assertThat(help.exitCode()).as(name).isZero();
      assertThat(help.out()).contains("Example:\n", "netalias " + name).contains("--dry-run");
      assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
      assertThat(help.out()).doesNotContain("Options:\n\n", "\n\n\n");
      assertThat(screen.run("help " + name).out()).isEqualTo(help.out());
    }
    assertThat(screen.run("help").out()).isEqualTo(all.out());
  }

  @Test
  void helpPutsWordsThatMayBeLeftOutInBrackets() {
    assertThat(screen.run("list --help").out()).contains("netalias list [OPTION]... [DEV]\n");
    assertThat(screen.run("show --help").out())
        .contains("netalias show [OPTION]... ALIAS [ADDRESS]\n");
    assertThat(screen.run("open --help").out()).contains("netalias open [OPTION]... NAME...\n");
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(screen.run("--version").out()).startsWith("netalias ").hasLineCount(1);
    assertThat(screen.run("-V").exitCode()).isZero();
  }

  @Test
  void aStackTraceIsPrintedOnlyForDebug() {
    assertThat(screen.run("add nope 10.0.0.1").err()).hasLineCount(1);
    assertThat(screen.run("add nope 10.0.0.1 --debug").err()).contains("\n\tat ");
  }
}
