package dev.weft.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.demo.DemoPage.Kind;
import dev.weft.page.Disposition;
import dev.weft.url.CrawlUrl;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

final class DemoWebTest {
  private static final int PORT = 8888;
  private static final DemoOptions OPTIONS = DemoOptions.DEFAULT.withPages(2_000);

  private final DemoWeb web = new DemoWeb(OPTIONS, PORT);
  private final DemoTruth truth = DemoTruth.of(web);

  @Test
  void everyOrdinaryPageIsReached() {
    Set<String> expected = new HashSet<>();
    DemoNames names = new DemoNames(OPTIONS.seed());
    for (int host = 0; host < OPTIONS.hosts().size(); host++) {
      for (int number = 0; number < OPTIONS.pagesOf(host); number++) {
        expected.add(web.url(host, names.path(host, number)));
      }
    }

    assertThat(expected).hasSize(OPTIONS.pages());
    assertThat(truth.urls(Disposition.FETCHED)).containsAll(expected);
  }

  @Test
  void theTruthHoldsEveryKindOfTrouble() {
    assertThat(truth.count(Disposition.REDIRECTED)).isGreaterThan(150);
    assertThat(truth.count(Disposition.REDIRECT_LIMIT)).isEqualTo(4);
    assertThat(truth.count(Disposition.HTTP_ERROR)).isGreaterThan(100);
    assertThat(truth.count(Disposition.ROBOTS_DENIED)).isGreaterThan(100);
    assertThat(statuses()).contains(200, 301, 302, 303, 307, 308, 404, 410, 500);
  }

  @Test
  void aWebWithoutTroublesHasNoPageThatMakesACrawlerWait() {
    DemoWeb calm = new DemoWeb(OPTIONS.withoutTroubles(), PORT);
    DemoTruth calmTruth = DemoTruth.of(calm);

    Set<Kind> kinds = kinds(calm, calmTruth);

    assertThat(kinds).doesNotContain(Kind.BUSY, Kind.LATE, Kind.BROKEN);
    assertThat(kinds(web, truth)).contains(Kind.BUSY, Kind.LATE, Kind.BROKEN);
  }

  @Test
  void bodiesSayWhatTheTruthSays() {
    Set<String> found = new HashSet<>();
    for (String url : truth.urls(Disposition.FETCHED)) {
      found.add(url);
      DemoPage page = page(url);
      if (page.contentType().startsWith("text/html")) {
        found.addAll(linksBy(page, url));
      }
    }
    for (String url : truth.urls(Disposition.REDIRECTED)) {
      String location = Objects.requireNonNull(page(url).redirect()).href();
      found.add(CrawlUrl.parse(url).orElseThrow().resolve(location).orElseThrow().href());
    }
    found.removeIf(url -> url.startsWith("https://elsewhere.example/"));

    List<String> all = new ArrayList<>();
    truth.urls().values().forEach(all::addAll);
    assertThat(found).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void theSameOptionsGiveTheSameBytesAndAnotherSeedOthers() {
    DemoWeb same = new DemoWeb(OPTIONS, PORT);
    DemoWeb other = new DemoWeb(OPTIONS.withSeed(2), PORT);

    assertThat(same.body(same.page("docs.localhost", "/")))
        .isEqualTo(web.body(web.page("docs.localhost", "/")));
    assertThat(other.body(other.page("docs.localhost", "/")))
        .isNotEqualTo(web.body(web.page("docs.localhost", "/")));
  }

  @Test
  void aCopyHasTheBytesOfItsPage() {
    String copy =
        truth.urls(Disposition.FETCHED).stream()
            .filter(url -> url.endsWith(DemoWeb.COPY_QUERY))
            .findFirst()
            .orElseThrow();
    String original = copy.substring(0, copy.indexOf('?'));

    assertThat(web.body(page(copy))).isEqualTo(web.body(page(original)));
  }

  @Test
  void pathsThatNameNothingAreMissing() {
    for (String path :
        List.of(
            "/nothing",
            "/guide/",
            "/?from=elsewhere",
            "/guide/quiet-loom-1.html",
            "/moved/1",
            "/moved/x/1",
            "/deep/99",
            "/img/.png",
            "/img/99999999999.png",
            "//",
            "*")) {
      assertThat(web.page("docs.localhost", path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void pagesAreRefusedBeyondTheirLimits() {
    assertThatThrownBy(() -> OPTIONS.withPages(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pages is 3; must be 4 to 1000000");
  }

  private Set<String> linksBy(DemoPage page, String url) {
    String charset = page.delivery().latin1() ? ISO_8859_1.name() : UTF_8.name();
    CrawlUrl base = CrawlUrl.parse(url).orElseThrow();
    Document document = Jsoup.parse(new String(web.body(page), Charset.forName(charset)));
    assertThat(document.title()).isEqualTo(web.title(page));
    Set<String> links = new HashSet<>();
    for (Element link : document.select("a[href]")) {
      base.resolve(link.attr("href"))
          .filter(CrawlUrl::isHttp)
          .ifPresent(target -> links.add(target.href()));
    }
    return links;
  }

  private Set<Integer> statuses() {
    Set<Integer> statuses = new HashSet<>();
    truth.urls().values().forEach(urls -> urls.forEach(url -> statuses.add(page(url).status())));
    return statuses;
  }

  private static Set<Kind> kinds(DemoWeb web, DemoTruth truth) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    truth.urls().values().forEach(urls -> urls.forEach(url -> kinds.add(page(web, url).kind())));
    return kinds;
  }

  private DemoPage page(String url) {
    return page(web, url);
  }

  private static DemoPage page(DemoWeb web, String url) {
    CrawlUrl parsed = CrawlUrl.parse(url).orElseThrow();
    assertThat(parsed.href()).isEqualTo(url);
    return web.page(parsed.host().toString(), parsed.pathAndQuery());
  }
}
