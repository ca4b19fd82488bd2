package dev.weft.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.dns.AddressPolicy;
import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Desk;
import dev.weft.frontier.Lease;
import dev.weft.frontier.SitemapRole;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.parse.InlineParser;
import dev.weft.scope.Scope;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class PageFlowTest {
  private static final CrawlUrl MAP = CrawlUrl.parse("http://a.test/map.xml").orElseThrow();
  private static final String URLS =
      "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
          + "<url><loc>http://a.test/1</loc></url><url><loc>http://a.test/2</loc></url></urlset>";

  private final List<Arrival> told = new ArrayList<>();
  private final List<Runnable> sitemaps = new ArrayList<>();

  @Test
  void aSitemapIsNotReadByTheThreadThatDeliversIt() {
    flow(sitemaps::add).arrived(lease(), answered(), () -> {});
    assertThat(told).isEmpty();

    sitemaps.forEach(Runnable::run);
    assertThat(told)
        .singleElement()
        .satisfies(arrival -> assertThat(arrival.links().taken()).hasSize(2));
  }

  @Test
  void aSitemapThatWaitsWhenTheCrawlIsCancelledComesBackUnread() {
    PageFlow flow = flow(sitemaps::add);
    flow.arrived(lease(), answered(), () -> {});
    flow.abandon();

    sitemaps.forEach(Runnable::run);
    assertThat(told)
        .singleElement()
        .satisfies(arrival -> assertThat(arrival.content()).isNull())
        .satisfies(arrival -> assertThat(arrival.links()).isEqualTo(SortedLinks.NONE));
  }

  @Test
  void theLoopHearsOfASitemapThatNobodyReadsAnyMore() {
    flow(task -> {
          throw new RejectedExecutionException("closed");
        })
        .arrived(lease(), answered(), () -> {});

    assertThat(told)
        .singleElement()
        .satisfies(
            arrival ->
                assertThat(Objects.requireNonNull(arrival.contentError()).code())
                    .isEqualTo("internal"));
  }

  @Test
  void aFailureIsToldThoughAsManyAnswersAreReadAsMayBe() {
    PageFlow flow = flow(sitemaps::add);
    FetchOutcome failed =
        new FetchOutcome.Failed(FetchFailure.HOOK_FAILED, "late", FetchTimings.NONE);
    flow.arrived(lease(), answered(), () -> flow.arrived(lease(), failed, () -> {}));

    assertThat(told).singleElement().satisfies(one -> assertThat(one.outcome()).isSameAs(failed));
  }

  private PageFlow flow(Executor sitemapThread) {
    VirtualTime time = new VirtualTime();
    SimulatedPlan simulated = new SimulatedPlan(1, false);
    CrawlPlan plan = simulated.plan(1);
    SimulatedNetwork network = new SimulatedNetwork(time, simulated.web, simulated.politeness, 1);
    CrawlParts parts =
        new CrawlParts(
            time,
            time,
            time,
            sitemapThread,
            network,
            network,
            AddressPolicy.publicOnly(),
            new InlineParser(new SimulatedParser(simulated.web, time, false)),
            Storage.of(List.of()),
            new Random(1),
            null,
            null);
    return new PageFlow(
        plan,
        Limits.DEFAULT,
        parts,
        new RunScope(Scope.of(plan.seeds(), plan.scope())),
        new Submissions(parts.storage().recovered().fingerprinter(), new Notes(Map.of())),
        false,
        told::add);
  }

  private static Lease lease() {
    Desk desk = Desk.unhurried();
    desk.frontier.admit(Candidate.at(MAP, 1).sitemap(SitemapRole.GIVEN).build(), desk.now);
    return desk.lease();
  }

  private static FetchOutcome answered() {
    byte[] bytes = URLS.getBytes(UTF_8);
    return new FetchOutcome.Answered(
        new Answer(
            200,
            Headers.of("Content-Type", "application/xml"),
            Body.wrap(bytes, bytes.length),
            null,
            FetchTimings.NONE,
            null,
            "http/1.1"));
  }
}
