package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.Site.Asked;
import dev.weft.Site.Reply;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.scope.Submission;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Seeds that send something, on real sockets. */
@Timeout(60)
class SubmissionCrawlTest {
  private final PageList records = new PageList();
  private Site site;

  @BeforeEach
  void serve() throws IOException {
    site = new Site();
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void aUrlIsAskedForAndSentEachContentOnce() {
    site.on("/search", any -> Reply.ok("<a href=/search>again</a><a href=/hit>hit</a>"));
    site.on("/hit", any -> Reply.ok("hit"));

    CrawlReport report =
        crawl(post("/search", "q=a"), post("/search", "q=b"), post("/search", "q=a"));

    assertThat(site.asked("/search"))
        .extracting(Asked::method, Asked::body, asked -> asked.header("Content-type"))
        .containsExactlyInAnyOrder(
            tuple("POST", "q=a", Submission.FORM),
            tuple("POST", "q=b", Submission.FORM),
            tuple("GET", "", ""));
    assertThat(records.pages)
        .extracting(page -> page.url().path() + " " + page.request() + " " + page.visit())
        .doesNotHaveDuplicates()
        .hasSize(4);
    assertThat(requestsOf("/search"))
        .filteredOn(label -> label.startsWith("POST xxh3:"))
        .hasSize(2);
    assertThat(requestsOf("/hit")).containsExactly("null");
    assertThat(report.totals().seedsFetched()).isEqualTo(2);
  }

  @Test
  void aSeeOtherIsAskedForByGet() {
    for (int status : new int[] {301, 302, 303}) {
      site.on("/" + status, any -> Reply.of(status).with("Location", "/result" + status));
      site.on("/result" + status, any -> Reply.ok("result"));
    }

    crawl(post("/301", "q=a"), post("/302", "q=a"), post("/303", "q=a"));

    assertThat(site.asked)
        .filteredOn(asked -> asked.path().startsWith("/result"))
        .extracting(Asked::method, Asked::body)
        .containsOnly(tuple("GET", ""))
        .hasSize(3);
  }

  @Test
  void aTemporaryRedirectIsSentTheSameWithinTheOrigin() {
    site.on("/form", any -> Reply.of(307).with("Location", "/moved"));
    site.on("/moved", any -> Reply.of(308).with("Location", "/here"));
    site.on("/here", any -> Reply.ok("here"));

    crawl(post("/form", "q=a"));

    assertThat(site.asked("/here"))
        .extracting(Asked::method, Asked::body)
        .containsExactly(tuple("POST", "q=a"));
    assertThat(requestsOf("/here")).singleElement().asString().startsWith("POST xxh3:");
  }

  @Test
  void hostile01_whatASeedSendsDoesNotGoToAnotherOrigin() throws IOException {
    try (Site other = new Site()) {
      site.on("/form", any -> Reply.of(307).with("Location", other.url("a.localhost", "/steal")));
      other.on("/steal", any -> Reply.ok("mine"));

      CrawlReport report = crawl(post("/form", "q=secret"));

      assertThat(other.asked).isEmpty();
      assertThat(records.of("/form")).containsExactly(Disposition.REDIRECTED);
      assertThat(report.totals().outOfScope()).containsEntry("body of another origin", 1L);
    }
  }

  @Test
  void whatMayHaveBeenReceivedIsNotSentAgain() {
    site.on("/form", any -> Reply.of(500));

    crawl(post("/form", "order=1"));

    assertThat(site.asked("/form")).hasSize(1);
    assertThat(records.of("/form")).containsExactly(Disposition.HTTP_ERROR);
  }

  private List<String> requestsOf(String path) {
    return records.pages.stream()
        .filter(page -> page.url().path().equals(path))
        .map(Page::request)
        .map(String::valueOf)
        .toList();
  }

  private Seed post(String path, String body) {
    CrawlUrl url = CrawlUrl.parse(site.url("a.localhost", path)).orElseThrow();
    Submission sent = Submission.of("POST", Submission.FORM, body.getBytes(UTF_8));
    return new Seed(url, ScopeKind.ANY, "test", sent);
  }

  private CrawlReport crawl(Seed... seeds) {
    return Crawler.builder()
        .seeds(List.of(seeds))
        .politeness(new PolitenessOptions(Duration.ZERO, 1, 2, false, true))
        .sink(records)
        .build()
        .start()
        .report()
        .toCompletableFuture()
        .join();
  }
}
