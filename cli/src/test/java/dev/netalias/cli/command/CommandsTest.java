package dev.netalias.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandsTest {
  @Test
  void onlyTheNearestCommandsAreMeant() {
    assertThat(Commands.near("dell")).containsExactly("del");
    assertThat(Commands.near("oopen")).containsExactly("open");
    assertThat(Commands.near("frobnicate")).isEmpty();
  }
}
