package dev.weft.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RelWordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nofollow",
        "NoFollow",
        " nofollow ",
        "me nofollow",
        "nofollow,me",
        "me,,nofollow",
        "a\tnofollow\u000bb"
      })
  void wordsAreFoundInAnyCaseBetweenWhiteSpaceAndCommas(String rel) {
    assertThat(RelWord.NOFOLLOW.isIn(rel)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "follow",
        "nofollows",
        "no follow",
        "nofollow;me",
        "nof\u00f6llow",
        "no\u0000ollow"
      })
  void whatOnlyLooksLikeAWordIsNone(String rel) {
    assertThat(RelWord.NOFOLLOW.isIn(rel)).isFalse();
  }
}
