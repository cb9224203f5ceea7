package dev.netalias.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netalias.alias.AliasException;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  @Test
  void blanksAndTabsCutWords() {
    assertThat(ShellWords.of("  add eth0\t10.0.0.1  ")).containsExactly("add", "eth0", "10.0.0.1");
    assertThat(ShellWords.of(" \t ")).isEmpty();
  }

  @Test
  void aCommentBeginsAtTheBeginningOfAWordOnly() {
    assertThat(ShellWords.of("# add eth0 10.0.0.1")).isEmpty();
    assertThat(ShellWords.of("add eth0#1 # more")).containsExactly("add", "eth0#1");
    assertThat(ShellWords.of("add '#1' \\#2")).containsExactly("add", "#1", "#2");
  }

  @Test
  void quotesAndBackslashesKeepWhatTheyStandBefore() {
    assertThat(ShellWords.of("del 'eth0: a'\"b c\"d \\ e '' \"\\\"\" '\\'"))
        .containsExactly("del", "eth0: ab cd", " e", "", "\"", "\\");
  }

  @Test
  void aQuoteThatIsNotClosedIsRefused() {
    assertThatThrownBy(() -> ShellWords.of("add 'eth0"))
        .isInstanceOf(AliasException.class)
        .hasMessage("a quote is not closed: add 'eth0");
  }

  @Test
  void aBackslashAtTheEndIsItself() {
    assertThat(ShellWords.of("add a\\")).containsExactly("add", "a\\");
  }

  @Test
  void aBackquoteIsALetterUnlessItStandsForSomething() {
    assertThat(ShellWords.of("a `b c` `")).containsExactly("a", "`b c`", "`");
    assertThat(ShellWords.of("a `b c`d", quoted -> "<" + quoted + ">"))
        .containsExactly("a", "<b c>d");
  }
}
