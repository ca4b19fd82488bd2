package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.url.CrawlUrl;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where scanner and DOM may differ: the list at the head of {@link LinkScanner}, one by one. */
final class PermittedDifferencesTest {
  private static final CrawlUrl PAGE =
      CrawlUrl.parse("https://pages.example/dir/page.html").orElseThrow();

  @Test
  void whatIsMisplacedInATableKeepsItsPlace() {
    byte[] links = "<table><tr><td><a href=1>x</a><tr><a href=2>y</a></table>".getBytes(UTF_8);
    try (Comparison comparison = Comparison.ofAllKinds()) {
      assertThat(comparison.difference(PAGE, "text/html", links)).isEmpty();
      assertThat(comparison.isSameInOrder(PAGE, "text/html", links)).isFalse();
    }
    assertThat(difference("<table><tr><td><title>a</title><tr><title>b</title>"))
        .isEqualTo("title a is not b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><object><math></a><frame src=x>",
        "<g><template><svg></g><frame src=x>",
        "<li><li></li><svg></li><title>x</title>",
        "<b><math><mi></b><title>x</title>",
        "<noscript><b><svg></b><title>x</title>"
      })
  void openForeignContentIsEndedByCounting(String html) {
    assertThat(difference(html)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div><svg></div><title>x</title><style><a href=x></style>",
        "<td><svg></td><style><a href=x></style>",
        "<table><tr><td><svg></td><style><a href=x></style>",
        "<span><svg></span><title>x</title>",
        "<x-card><svg></x-card><title>x</title>",
        "<form><svg></form><style><a href=x></style>",
        "<body><svg></body><style><a href=x></style>",
        "<svg></div><style><a href=x></style>",
        "<svg><foreignObject><p>x<div></div></foreignObject></svg><title>x</title>",
        "<a href=0><svg><a href=1></a></a><style><a href=x></style>",
      })
  void theCountIsRightWhereTheElementsAreNested(String html) {
    assertThat(difference(html)).isEmpty();
  }

  @Test
  void anEmptyNoscriptKeepsTheBodyFromBeingReplaced() {
    assertThat(difference("<a href=x><noscript> </noscript><frameset><frame src=y>")).isNotEmpty();
    assertThat(difference("<a href=x><noscript>z</noscript><frameset><frame src=y>")).isEmpty();
  }

  @Test
  void templatesOfColumnsKeepTheirLinks() {
    assertThat(difference("<template><col><a href=x></template>")).startsWith("count 1 is not 0");
  }

  @Test
  void aNulAfterANameBeginsAnAttribute() {
    assertThat(difference("<a href \0>")).startsWith("count 1 is not 0");
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertThat(difference("<title>&#xD800;</title>")).startsWith("title \uFFFD is not ");
    assertThat(difference("<a href='x?&#xD800;'>")).isEmpty();
  }

  @Test
  void theLastCodePointOfThePlaneEndsNothing() {
    assertThat(difference("\uFFFF<a href=x>")).startsWith("count 1 is not 0");
  }

  @Test
  void halfACharacterTakesNothingWithIt() {
    byte[] html = "<a href='x\u00c3'><a href=y>".getBytes(Charset.forName("ISO-8859-1"));
    try (Comparison comparison = Comparison.ofAllKinds()) {
      assertThat(comparison.difference(PAGE, "text/html; charset=big5", html)).isPresent();
    }
  }

  @Test
  void anIllFormedTitleGoesOnToItsEndTag() {
    byte[] html = "<x><title>a</x>b</title>".getBytes(UTF_8);
    try (Comparison comparison = Comparison.ofAllKinds()) {
      assertThat(comparison.difference(PAGE, "application/xhtml+xml", html))
          .contains("title ab is not a");
    }
  }

  private static String difference(String html) {
    try (Comparison comparison = Comparison.ofAllKinds()) {
      return comparison
          .difference(PAGE, "text/html; charset=utf-8", html.getBytes(UTF_8))
          .orElse("");
    }
  }
}
