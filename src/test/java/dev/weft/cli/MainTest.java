package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void versionIsFilledInByTheBuild() {
    assertThat(Main.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }
}
