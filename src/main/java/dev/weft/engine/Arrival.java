package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Lease;
import dev.weft.page.Page;
import dev.weft.parse.extract.Extraction;
import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer, or the lack of one, with all that could be learnt from it off the crawl loop: its
 * content, what was wrong with it (and whether that kept it from being parsed), where it redirects,
 * the links in scope that the crawl may not know yet, how many each rule kept out, and what rules
 * for extraction found.
 */
record Arrival(
    Lease lease,
    FetchOutcome outcome,
    Page.@Nullable Content content,
    Page.@Nullable PageError contentError,
    boolean unparsed,
    @Nullable CrawlUrl redirectTo,
    List<Candidate> links,
    Map<String, Integer> outOfScope,
    Extraction extraction) {

  /** An arrival that no rule looked at. */
  Arrival(
      Lease lease,
      FetchOutcome outcome,
      Page.@Nullable Content content,
      Page.@Nullable PageError contentError,
      boolean unparsed,
      @Nullable CrawlUrl redirectTo,
      List<Candidate> links,
      Map<String, Integer> outOfScope) {
    this(
        lease,
        outcome,
        content,
        contentError,
        unparsed,
        redirectTo,
        links,
        outOfScope,
        Extraction.NONE);
  }

  /** Frees the body of an arrival that gets no record. */
  void discard() {
    if (outcome instanceof FetchOutcome.Answered answered) {
      answered.answer().body().close();
    }
  }

  /** An outcome that holds nothing to look into. */
  static Arrival bare(Lease lease, FetchOutcome outcome) {
    return new Arrival(lease, outcome, null, null, false, null, List.of(), Map.of());
  }

  /** An outcome that could not be looked into. */
  static Arrival unreadable(Lease lease, FetchOutcome outcome, Page.PageError error) {
    return new Arrival(lease, outcome, null, error, true, null, List.of(), Map.of());
  }
}
