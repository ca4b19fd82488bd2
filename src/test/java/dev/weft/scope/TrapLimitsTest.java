package dev.weft.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrapLimitsTest {
  private static final String SITE = "http://a.test";
  private static final TrapLimits SMALL = new TrapLimits(60, 6, 2, 3, OptionalLong.of(3));

  private static ScopeDecision decide(TrapLimits traps, String path) {
    Seed seed = new Seed(url(SITE + "/"), ScopeKind.HOST, "test");
    ScopeOptions options = new ScopeOptions(List.of(), List.of(), OptionalInt.empty(), traps);
    return Scope.of(List.of(seed), options).decide(url(SITE + path), 1);
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "/1/2/3/4/5/6,                  host",
    "/1/2/3/4/5/6/,                 host",
    "/1/2/3/4/5/6/7,                max-path-depth 6",
    "/a/a,                          host",
    "/a/a/a,                        max-repeats 2",
    "/a/b/a/c/a,                    max-repeats 2",
    "/aa/a/a/ab,                    host",
    "/a//a//b,                      host",
    "/?a&b&c,                       host",
    "/?a&b&c&d,                     max-query-parameters 3",
    "/?a;b;c;d,                     max-query-parameters 3",
    "/?a=/x/x/x/x/x/x/x/x,          host",
    "/1234567890123456789012345678901234567890123456, host",
    "/12345678901234567890123456789012345678901234567, max-url-length 60"
  })
  void theRuleThatStopsAUrlIsNamed(String path, String rule) {
    assertThat(decide(SMALL, path).rule()).isEqualTo(rule);
    assertThat(decide(SMALL, path).admitted()).isEqualTo(rule.equals("host"));
  }

  @Test
  void aSeedIsCrawledWhateverItLooksLike() {
    CrawlUrl deep = url(SITE + "/a/a/a/a/a/a/a/a/a");
    ScopeOptions options = new ScopeOptions(List.of(), List.of(), OptionalInt.empty(), SMALL);
    Scope scope = Scope.of(List.of(new Seed(deep, ScopeKind.HOST, "test")), options);

    assertThat(scope.decide(deep, 0)).isEqualTo(new ScopeDecision(true, "seed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/2026/11/11/11/report-11.html",
        "/objects/a/a/a/a/a/ab12",
        "/shop?color=red&size=40&size=41&size=42&brand=x&brand=y&min=1&max=2&sort=up&page=3",
        "/org/example/project/module/src/main/java/org/example/project/module/Main.html"
      })
  void theDefaultsLetOrdinarySitesPass(String path) {
    assertThat(decide(TrapLimits.DEFAULT, path).admitted()).isTrue();
  }

  @Test
  void hostile27_relativeLinksThatNestForEverAreStopped() {
    StringBuilder path = new StringBuilder("/");
    int segments = 0;
    while (decide(TrapLimits.DEFAULT, path.toString()).admitted()) {
      // The word of Thue and Morse, in which nothing ever stands three times in a row.
      path.append(Integer.bitCount(segments) % 2 == 0 ? "up/" : "down/");
      segments++;
    }

    assertThat(segments).isLessThanOrEqualTo(11);
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new TrapLimits(0, 1, 1, 1, OptionalLong.empty()))
        .hasMessage("urlCharsMax is 0; must be 1 or more");
  }
}
