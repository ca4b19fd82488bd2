package dev.weft.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.url.CrawlUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathPatternsTest {
  private static final long SECRET = 0x5DEECE66DL;

  private final PathPatterns one = new PathPatterns(1, SECRET);

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text.startsWith("/") ? "http://a.test" + text : text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "/cal/2026/11,                  /cal/2027/1",
    "/list?page=1,                  /list?page=2",
    "/list?sid=abc&page=1,          /list?sid=xyz&page=1",
    "/x;jsessionid=A1B2C3,          /x;jsessionid=99FF",
    "/item-17.html,                 /item-18.html",
    "/7f3a,                         /9c",
    "/search?weft1,                 /search?weft2",
    "/u/123e4567-e89b-12d3-a456-426614174000, /u/923e4567-f89b-42d3-b456-526614174999",
    "/%C3%A4/1,                     /%C3%A4/2"
  })
  void urlsOfOnePatternShareItsNumber(String first, String second) {
    assertThat(one.take(url(first))).isNull();
    assertThat(one.take(url(second))).isEqualTo(new ScopeDecision(false, "max-urls-per-pattern 1"));
  }

  @ParameterizedTest
  @CsvSource({
    "/about,                        /contact",
    "/about,                        /about",
    "/%C3%A4pfel,                   /%C3%B6fen",
    "/a/1,                          /b/1",
    "/1/2,                          /1/2/",
    "/list?page=1,                  /list?sort=1",
    "http://a.test/1,               http://b.test/2",
    "http://a.test/1,               http://a.test:81/2"
  })
  void urlsThatDifferInMoreDoNot(String first, String second) {
    assertThat(one.take(url(first))).isNull();
    assertThat(one.take(url(second))).isNull();
  }

  @Test
  void hostile27_aCalendarEndsAtTheLimitAndNothingElseDoes() {
    PathPatterns patterns = new PathPatterns(1_000, SECRET);
    int taken = 0;
    for (int day = 0; day < 5_000; day++) {
      taken += patterns.take(url("/cal/" + (1900 + day / 365) + "/" + day)) == null ? 1 : 0;
      assertThat(patterns.take(url("/page-" + "x".repeat(day % 50) + "/" + "y"))).isNull();
    }

    assertThat(taken).isEqualTo(1_000);
  }

  @Test
  void aMillionPatternsOfOthersTakeNothingAwayThatMatters() {
    PathPatterns patterns = new PathPatterns(2_000, SECRET);
    for (int i = 0; i < 1_000_000; i++) {
      patterns.take(url("http://h" + i % 997 + ".test/" + Integer.toString(i, 36) + "x/p?q=1"));
    }
    int taken = 0;
    for (int i = 0; i < 3_000; i++) {
      taken += patterns.take(url("/item/" + i)) == null ? 1 : 0;
    }

    assertThat(taken).isBetween(1_900, 2_000);
  }
}
