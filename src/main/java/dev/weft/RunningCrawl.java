package dev.weft;

import dev.weft.engine.Engine;
import dev.weft.politeness.HostReport;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlStanding;
import dev.weft.report.CrawlTotals;
import dev.weft.report.NextDue;
import dev.weft.report.UrlStanding;
import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An engine, and whoever takes its pages, seen as a crawl. */
final class RunningCrawl implements Crawl {
  private final Engine engine;
  private final @Nullable Pages pages;
  private final @Nullable Listening listening;
  private final Runnable dropPages;
  private final CompletionStage<CrawlReport> report;

  private RunningCrawl(Engine engine, PageTaking taking) {
    this.engine = engine;
    this.listening = taking.listen(engine::failedToTake);
    this.dropPages = taking::drop;
    this.pages = taking.pages(this::cancel);
    CompletionStage<CrawlReport> ended = engine.result().thenApply(RunningCrawl::reportOf);
    this.report =
        listening == null ? ended : ended.thenCombine(listening.over(), (how, nothing) -> how);
  }

  /** The crawl of an engine that was just started. */
  static RunningCrawl of(Engine engine, PageTaking taking) {
    return new RunningCrawl(engine, taking);
  }

  private static CrawlReport reportOf(Engine.CrawlResult result) {
    return new CrawlReport(
        result.end(), result.totals(), result.failure(), result.resumedFrom(), result.checkpoint());
  }

  @Override
  public CompletionStage<CrawlReport> report() {
    return report;
  }

  @Override
  public Pages pages() {
    if (pages == null) {
      throw new IllegalStateException(
          "the pages of this crawl are not for taking; call takePages() on its builder");
    }
    return pages;
  }

  @Override
  public void pause() {
    engine.pause();
  }

  @Override
  public void resume() {
    engine.resume();
  }

  @Override
  public void stop() {
    engine.stop();
  }

  @Override
  public void cancel() {
    engine.cancel();
    dropPages.run();
    if (listening != null) {
      listening.cancel();
    }
  }

  @Override
  public CrawlTotals totals() {
    return engine.totals();
  }

  @Override
  public Checkpoint checkpoint() {
    return engine.checkpoint();
  }

  @Override
  public Optional<NextDue> nextDue() {
    return engine.nextDue();
  }

  @Override
  public CompletionStage<UrlStanding> standing(CrawlUrl url) {
    return engine.standing(url);
  }

  @Override
  public CompletionStage<CrawlStanding> standing(int hostsMax) {
    return engine.standing(hostsMax);
  }

  @Override
  public CompletionStage<List<HostReport>> busiest(int max) {
    return engine.busiest(max);
  }

  @Override
  public Iterable<HostReport> hosts() {
    return engine.hosts();
  }
}
