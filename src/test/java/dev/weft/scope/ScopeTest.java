package dev.weft.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScopeTest {
  @ParameterizedTest
  @CsvSource({
    // kind, seed, URL, admitted
    "HOST,   https://example.com/a/,      http://example.com/b,           true",
    "HOST,   https://example.com/a/,      https://example.com:8443/,      false",
    "HOST,   https://example.com/,        https://www.example.com/,       false",
    "HOST,   http://localhost:8081/,      http://localhost:8081/x,        true",
    "HOST,   http://localhost:8081/,      http://localhost:8082/,         false",
    "HOST,   http://localhost:8081/,      http://localhost/,              false",
    "DOMAIN, https://www.example.co.uk/,  http://shop.example.co.uk:81/x, true",
    "DOMAIN, https://www.example.co.uk/,  https://example.co.uk/,         true",
    "DOMAIN, https://www.example.co.uk/,  https://other.co.uk/,           false",
    "DOMAIN, https://www.example.co.uk/,  https://notexample.co.uk/,      false",
    "DOMAIN, https://example.com/,        https://example.com./,          true",
    "DOMAIN, https://one.github.io/,      https://two.github.io/,         false",
    "DOMAIN, https://github.io/,          https://two.github.io/,         false",
    "DOMAIN, https://amazonaws.com/,      https://www.amazonaws.com/,     true",
    "DOMAIN, https://amazonaws.com/,      https://x.s3.amazonaws.com/,    false",
    "DOMAIN, https://wiki.corp.internal/, https://docs.corp.internal/,    true",
    "DOMAIN, http://127.0.0.1/,           http://127.0.0.1:81/,           true",
    "DOMAIN, http://127.0.0.1/,           http://128.0.0.1/,              false",
    "DOMAIN, http://docs.localhost/,      http://shop.localhost/,         false",
    "DOMAIN, http://docs.localhost/,      http://docs.localhost:81/,      true",
    "PREFIX, https://example.com/a/b.html, https://example.com/a/c/d,     true",
    "PREFIX, https://example.com/a/b.html, https://example.com/a,         false",
    "PREFIX, https://example.com/a/b.html, https://example.com/ab/,       false",
    "PREFIX, https://example.com/a/?q=/x/, https://example.com/a/y,       true",
    "PREFIX, https://example.com/a/,      http://example.com/a/,          false",
    "PREFIX, https://example.com/a/,      https://example.com:444/a/,     false",
    "ANY,    https://example.com/,        http://other.example:81/x,      true",
    "ANY,    https://example.com/,        ftp://example.com/,             false",
  })
  void eachKindReachesItsOwn(ScopeKind kind, String seed, String url, boolean admitted) {
    Scope scope = Scope.of(List.of(seed(seed, kind)), ScopeOptions.NONE);

    assertThat(scope.decide(url(url), 1).admitted()).isEqualTo(admitted);
  }

  @Test
  void aDecisionNamesItsRule() {
    Scope scope =
        Scope.of(
            List.of(
                seed("https://h.example/", ScopeKind.HOST),
                seed("https://p.example/x/", ScopeKind.PREFIX)),
            new ScopeOptions(
                List.of(pattern("*example/*")),
                List.of(pattern("*.pdf"), pattern("re:sid=[0-9]+")),
                OptionalInt.of(3)));

    assertThat(scope.decide(url("https://h.example/a"), 3)).isEqualTo(admitted("host"));
    assertThat(scope.decide(url("https://p.example/x/y"), 3)).isEqualTo(admitted("prefix"));
    assertThat(scope.decide(url("https://p.example/z"), 1)).isEqualTo(refused("host or prefix"));
    assertThat(scope.decide(url("https://other.example/"), 1)).isEqualTo(refused("host or prefix"));
    assertThat(scope.decide(url("https://h.example/a"), 4)).isEqualTo(refused("max-hops 3"));
    assertThat(scope.decide(url("https://h.example/a.pdf"), 1))
        .isEqualTo(refused("exclude `*.pdf`"));
    assertThat(scope.decide(url("https://h.example/?sid=7"), 1))
        .isEqualTo(refused("exclude `re:sid=[0-9]+`"));
    assertThat(scope.decide(url("mailto:x@h.example"), 1)).isEqualTo(refused("scheme"));
  }

  @Test
  void aUrlMustMatchAnIncludeIfThereAreAny() {
    Scope scope =
        Scope.of(
            List.of(seed("https://example.com/start", ScopeKind.HOST)),
            new ScopeOptions(List.of(pattern("/docs/*")), List.of(), OptionalInt.empty()));

    assertThat(scope.decide(url("https://example.com/docs/x"), 1)).isEqualTo(admitted("host"));
    assertThat(scope.decide(url("https://example.com/blog/x"), 1)).isEqualTo(refused("include"));
    assertThat(scope.decide(url("https://example.com/start"), 0)).isEqualTo(admitted("seed"));
  }

  @Test
  void seedsAreInScopeWhateverTheRulesSay() {
    Scope scope =
        Scope.of(
            List.of(seed("https://example.com/a.pdf", ScopeKind.HOST)),
            new ScopeOptions(List.of(), List.of(pattern("*.pdf")), OptionalInt.of(0)));

    assertThat(scope.decide(url("https://example.com/a.pdf"), 9)).isEqualTo(admitted("seed"));
    assertThat(scope.decide(url("https://example.com/b.pdf"), 0).admitted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // the seed, where it redirects, a URL there, whether that is in scope then
    "http://example.com/,     https://www.example.com/,    https://www.example.com/x,  true",
    "http://example.com/,     https://example.com/home,    https://example.com/x,      true",
    "https://a.example.co.uk/, https://b.example.co.uk/,   https://b.example.co.uk/x,  true",
    "https://example.com/,    https://login.example.net/,  https://login.example.net/, false",
    "https://one.github.io/,  https://two.github.io/,      https://two.github.io/x,    false",
    "http://localhost/,       http://localhost:81/,        http://localhost:81/x,      true",
    "http://127.0.0.1/,       http://127.0.0.2/,           http://127.0.0.2/x,         false",
  })
  void aSeedThatMovesWithinItsDomainTakesItsScopeAlong(
      String from, String to, String then, boolean admitted) {
    Scope scope = Scope.of(List.of(seed(from, ScopeKind.HOST)), ScopeOptions.NONE);
    Scope moved = scope.withRedirectedSeed(url(from), url(to));

    assertThat(moved.decide(url(then), 1).admitted()).isEqualTo(admitted);
    assertThat(moved.decide(url(from), 0).admitted()).isTrue();
    assertThat(moved == scope).isEqualTo(!admitted);
  }

  @Test
  void onlySeedsMove() {
    Scope scope = Scope.of(List.of(seed("http://example.com/", ScopeKind.HOST)), ScopeOptions.NONE);

    assertThat(
            scope.withRedirectedSeed(url("http://example.com/x"), url("http://www.example.com/")))
        .isSameAs(scope);
    assertThat(scope.withRedirectedSeed(url("http://example.com/"), url("http://example.com/")))
        .isSameAs(scope);
    assertThat(scope.withRedirectedSeed(url("http://example.com/"), url("ftp://example.com/")))
        .isSameAs(scope);
  }

  @Test
  void manySeedsMayMove() {
    List<Seed> seeds =
        IntStream.range(0, 20_000)
            .mapToObj(i -> seed("http://site" + i + ".example/", ScopeKind.HOST))
            .toList();
    Scope scope = Scope.of(seeds, ScopeOptions.NONE);
    for (int i = 0; i < seeds.size(); i++) {
      CrawlUrl target = url("https://www.site" + i + ".example/");
      scope = scope.withRedirectedSeed(seeds.get(i).url(), target);
    }

    for (int i = 0; i < seeds.size(); i += 500) {
      assertThat(scope.decide(url("https://www.site" + i + ".example/x"), 1).admitted()).isTrue();
      assertThat(scope.decide(url("https://site" + i + ".example/x"), 1).admitted()).isTrue();
    }
    assertThat(scope.decide(url("https://www.site20000.example/"), 1).admitted()).isFalse();
  }

  @Test
  void manyDomainsAreTold() {
    List<Seed> seeds = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      seeds.add(seed("https://www.d" + i + ".example/", ScopeKind.DOMAIN));
    }
    Scope scope = Scope.of(seeds, ScopeOptions.NONE);

    for (int i = 0; i < 2_000; i++) {
      assertThat(scope.decide(url("http://a.b.d" + i + ".example/"), 1).admitted()).isTrue();
      assertThat(scope.decide(url("http://xd" + i + ".example/"), 1).admitted()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "*.pdf,                    https://e.com/a.pdf,       true",
    "*.pdf,                    https://e.com/a.pdf?x,     false",
    "*.pdf*,                   https://e.com/a.pdf?x,     true",
    "/a/*,                     https://e.com/a/b,         true",
    "/a/*,                     https://e.com/b/a/b,       false",
    "/a,                       https://e.com/a,           true",
    "/a,                       https://e.com/ab,          false",
    "https://*.e.com/**/x,     https://w.e.com/1/2/x,     true",
    "https://*.e.com/*,        https://e.com/1,           false",
    "*?sid=*,                  https://e.com/?sid=1,      true",
    "*?sid=*,                  https://e.com/xsid=1,      false",
    "*ab*ab*,                  https://e.com/ab,          false",
    "*ab*ab,                   https://e.com/abab,        true",
    "*aba,                     https://e.com/ababa,       true",
    "*/ü*,                     https://e.com/%C3%BC,      true",
    "re:^https://e.com/[0-9]+$, https://e.com/12,         true",
    "re:[0-9]{3},              https://e.com/12,          false",
    "re:(?i)LOGIN,             https://e.com/login,       true",
  })
  void patternsMatchCanonicalUrls(String text, String url, boolean matches) {
    assertThat(pattern(text).matches(url(url))).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "re:", "re:(", "re:a{2000}", "re:\\1", "example.com/*"})
  void aFaultyPatternIsRefusedWithItsPlaceAndTheRemedy(String text) {
    assertThatThrownBy(() -> UrlPattern.of(text, "crawl.yaml:4"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("crawl.yaml:4: ");
  }

  @Test
  void aPatternIsBoundedInLengthAndDepth() {
    assertThatThrownBy(() -> pattern("*" + "x".repeat(3_000)))
        .hasMessageContaining("3001 characters; at most 2048");
    assertThat(pattern("re:" + "(".repeat(900) + "x" + ")".repeat(900)).matches(url("http://x/")))
        .isTrue();
  }

  private static ScopeDecision admitted(String rule) {
    return new ScopeDecision(true, rule);
  }

  private static ScopeDecision refused(String rule) {
    return new ScopeDecision(false, rule);
  }

  private static UrlPattern pattern(String text) {
    return UrlPattern.of(text, "command line");
  }

  private static Seed seed(String url, ScopeKind kind) {
    return new Seed(url(url), kind, "command line");
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }
}
