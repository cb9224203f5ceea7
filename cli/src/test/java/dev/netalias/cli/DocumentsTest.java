package dev.netalias.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netalias.cli.command.Commands;
import dev.netalias.testkit.Needs;
import dev.netalias.testkit.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;

/** Man pages and shell completion, as the build makes them. */
class DocumentsTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    Documents.main(new String[] {folder.toString(), "1.2"});
    Path stub = folder.resolve("netalias");
    Files.writeString(
        stub,
        """
        #!/bin/sh
        if [ "${1%%=*}" = --netns ]; then echo 'lo->other0->0'; exit; fi
        case $1 in
          chain) echo 'lo->eth0->eth0:0->eth0:web->eth1->0' ;;
          types) printf 'FAMILY  NAME\\n2       ip\\n10      ip6\\n' ;;
        esac
        """);
    assertThat(stub.toFile().setExecutable(true)).isTrue();
  }

  @Test
  @Needs(tools = "groff")
  void manPagesFormatWithoutAWarning() throws Exception {
    List<String> pages;
    try (var files = Files.list(folder.resolve("man/man8"))) {
      pages = files.map(Path::toString).sorted().toList();
    }
    assertThat(pages).hasSize(1 + Commands.names().size());
    for (String page : pages) {
      assertThat(Ran.of("groff", "-man", "-ww", "-rLL=80n", "-z", "-Tutf8", page))
          .as(page)
          .isEqualTo(new Ran(0, "", ""));
    }
  }

  @Test
  @Needs(tools = "groff")
  void aManPageHasEveryOptionAndTheExample() {
    for (String name : Commands.names()) {
      Path page = folder.resolve("man/man8/netalias-" + name + ".8");
      String text = Ran.of("groff", "-man", "-Tascii", "-P-cbou", page.toString()).orFail().out();
      var model = Commands.helpModel(name, Commands.named(name)).getCommandSpec();
      for (OptionSpec option : model.options()) {
        assertThat(text).contains(option.names());
      }
      assertThat(text).contains("NETALIAS-" + name.toUpperCase(), "EXIT STATUS", "netalias 1.2");
      assertThat(text).contains("EXAMPLE", "netalias " + name);
    }
  }

  @Test
  void theManPagesOfTheLookAlikesTellTheOriginalsExitCodes() throws Exception {
    Path pages = folder.resolve("man/man8");

    assertThat(Files.readString(pages.resolve("netalias-ifconfig.8"))).contains("255", "original");
    assertThat(Files.readString(pages.resolve("netalias-route.8"))).contains("\\fB7\\fR");
    assertThat(Files.readString(pages.resolve("netalias-list.8"))).doesNotContain("original");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          netalias ba                 | batch
          netalias del eth0:          | eth0:0 eth0:web
          netalias del eth0:0 eth0:w  | eth0:web
          netalias add e              | eth0 eth1
          netalias del e              | eth0:0 eth0:web
          netalias show e             | eth0:0 eth0:web
          netalias open e             | eth0 eth0:0 eth0:web eth1
          netalias list e             | eth0 eth1
          netalias del --on e         | eth0 eth1
          netalias insmod i           | ip_alias ip6_alias
          netalias --netns=x list o   | other0
          netalias add eth0 --cl      | --closed
          netalias --output           | table json commands
          netalias list -o j          | json
          netalias add --as d         | device
          netalias -q --dry-run sh    | show
          netalias --netns x list o   | other0
          netalias list --netns x o   | other0
          netalias proc a             | aliases alias_types
          netalias completion         | bash zsh
          netalias help ins           | insmod
          netalias rmmod i            | ip ip6
          netalias ifconfig eth1      | eth1
          netalias list eth0 e        | ""
          """)
  @Needs(tools = {"bash", "zsh"})
  void shellsCompleteWordsAndNames(String line, String expected) {
    // What stands behind the last blank is the word that is completed.
    String typed =
        line.equals("netalias completion") || line.endsWith("output") ? line + " " : line;
    List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected.split(" "));

    assertThat(bash(typed)).as("bash").containsExactlyInAnyOrderElementsOf(tails(typed, wanted));
    assertThat(zsh(typed)).as("zsh").containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** Bash breaks words at colons: it wants what stands behind the last one. */
  private static List<String> tails(String typed, List<String> wanted) {
    String word = typed.substring(typed.lastIndexOf(' ') + 1);
    String head = word.substring(0, word.lastIndexOf(':') + 1);
    return wanted.stream().map(w -> w.substring(head.length())).toList();
  }

  private List<String> bash(String line) {
    String script =
        """
        PATH=.:$PATH
        source completion/netalias.bash
        COMP_LINE=$0 COMP_POINT=${#0} _netalias netalias
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    return lines(List.of("bash", "--norc", "-c", script, line));
  }

  private List<String> zsh(String line) {
    String script =
        """
        PATH=.:$PATH
        compdef() { : }
        compadd() {
          shift
          for word in "$@"; do [[ $word == ${words[CURRENT]}* ]] && print -r -- $word; done
        }
        source completion/_netalias
        words=("${(@s: :)1}") CURRENT=$#words
        _netalias
        """;
    return lines(List.of("zsh", "-f", "-c", script, "zsh", line));
  }

  private List<String> lines(List<String> command) {
    Ran ran = Ran.in(folder, Map.of(), command);
    assertThat(ran.err()).isEmpty();
    return ran.out().lines().filter(l -> !l.isEmpty()).toList();
  }
}
