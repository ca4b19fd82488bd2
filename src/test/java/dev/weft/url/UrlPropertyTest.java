package dev.weft.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must hold of any link whatever, on seeded random ones. */
class UrlPropertyTest {
  private static final List<CrawlUrl> BASES = new ArrayList<>();

  static {
    for (String base : UrlGenerator.BASES) {
      BASES.add(CrawlUrl.parse(base).orElseThrow());
    }
  }

  @Test
  void fastPathAndStateMachineGiveTheSameAnswers() {
    compareBothPaths(System.nanoTime(), 1_000_000);
  }

  @Test
  @Tag("proof")
  void fastPathAndStateMachineGiveTheSameAnswersAtLength() {
    compareBothPaths(System.nanoTime(), 100_000_000);
  }

  private static void compareBothPaths(long seed, int links) {
    UrlGenerator generator = new UrlGenerator(seed);
    int ordinary = 0;
    for (int i = 0; i < links; i++) {
      String link = generator.link();
      CrawlUrl base = BASES.get(i % BASES.size());
      CrawlUrl fast = OrdinaryLink.resolve(base, link);
      if (fast != null) {
        ordinary++;
        assertSame(fast, base.resolveByStandard(link, UTF_8), base, link, seed);
      }
      CrawlUrl absolute = OrdinaryLink.parse(link);
      if (absolute != null) {
        CrawlUrl standard = CrawlUrl.of(UrlParser.parse(link, null), null);
        assertSame(absolute, standard, null, link, seed);
      }
    }
    assertThat(ordinary)
        .as("links that took the fast path, seed %d", seed)
        .isGreaterThan(links / 5);
  }

  @Test
  void canonicalFormIsItsOwnCanonicalForm() {
    long seed = System.nanoTime();
    UrlGenerator generator = new UrlGenerator(seed);
    int urls = 0;
    for (int i = 0; i < 300_000; i++) {
      String link = generator.link();
      CrawlUrl base = BASES.get(i % BASES.size());
      CrawlUrl url = base.resolveOrNull(link);
      if (url != null) {
        urls++;
        assertSame(url, CrawlUrl.of(UrlParser.parse(url.href(), null), null), base, link, seed);
        assertSame(url, base.resolveOrNull(url.href()), base, link, seed);
      }
    }
    assertThat(urls).as("URLs made, seed %d", seed).isGreaterThan(100_000);
  }

  @Test
  void canonicalFormIsPrintableAsciiWhereACrawlerGoes() {
    long seed = System.nanoTime();
    UrlGenerator generator = new UrlGenerator(seed);
    int urls = 0;
    for (int i = 0; i < 300_000; i++) {
      String link = generator.link();
      CrawlUrl url = BASES.get(i % BASES.size()).resolveOrNull(link);
      if (url != null && url.isHttp()) {
        urls++;
        boolean clean = url.href().chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#');
        if (!clean || !url.path().startsWith("/") || url.host().isEmpty()) {
          fail("seed %d: %s gives %s", seed, UrlGenerator.shown(link), url);
        }
      }
    }
    assertThat(urls).as("URLs made, seed %d", seed).isGreaterThan(100_000);
  }

  private static void assertSame(
      CrawlUrl actual,
      @Nullable CrawlUrl expected,
      @Nullable CrawlUrl base,
      String link,
      long seed) {
    boolean same =
        expected != null
            && actual.equals(expected)
            && actual.pathStart() == expected.pathStart()
            && actual.pathEnd() == expected.pathEnd()
            && actual.origin().equals(expected.origin());
    if (!same) {
      fail(
          "seed %d: %s on %s: %s, not %s",
          seed,
          UrlGenerator.shown(link),
          base,
          actual,
          Objects.requireNonNullElse(expected, "no URL"));
    }
  }
}
