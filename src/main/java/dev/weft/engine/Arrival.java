package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Usage;
import dev.weft.page.Answer;
import dev.weft.page.Disposition;
import dev.weft.page.FetchFailure;
import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.parse.extract.Extraction;
import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer, or the lack of one, with all that could be learnt from it off the crawl loop: its
 * content, what was wrong with it (and whether that kept it from being parsed), where it redirects,
 * the links in scope that the crawl may not know yet, how many each rule kept out, and what rules
 * for extraction found; of a sitemap, when URLs that are known were last changed, by fingerprint;
 * and the URL that the page says it is a copy of.
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
    Extraction extraction,
    Map<Long, Long> modified,
    @Nullable CrawlUrl canonical) {

  /** An arrival of a page. */
  Arrival(
      Lease lease,
      FetchOutcome outcome,
      Page.@Nullable Content content,
      Page.@Nullable PageError contentError,
      boolean unparsed,
      @Nullable CrawlUrl redirectTo,
      List<Candidate> links,
      Map<String, Integer> outOfScope,
      Extraction extraction) {
    this(
        lease,
        outcome,
        content,
        contentError,
        unparsed,
        redirectTo,
        links,
        outOfScope,
        extraction,
        Map.of(),
        null);
  }

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

  /** The body bytes that came over the wire. */
  long wireBytes() {
    return outcome instanceof FetchOutcome.Answered answered ? answered.answer().wireBytes() : 0;
  }

  /** Whether a request was made, and not kept back by a hook. */
  boolean isOfRequest() {
    return !(outcome instanceof FetchOutcome.Failed failed)
        || (failed.reason() != FetchFailure.SKIPPED_BY_HOOK
            && failed.reason() != FetchFailure.HOOK_FAILED);
  }

  /** What the request used; a page only if this is the last one for its URL. */
  Usage usage(boolean isFinal) {
    boolean fetched =
        isFinal
            && outcome instanceof FetchOutcome.Answered answered
            && answered.answer().isSuccess();
    return new Usage(isOfRequest(), fetched, wireBytes());
  }

  /** The final word, where redirects are followed so often. */
  Disposition disposition(int redirectsMax) {
    if (!(outcome instanceof FetchOutcome.Answered answered)) {
      return Disposition.FETCH_FAILED;
    }
    Answer answer = answered.answer();
    if (answer.isRedirect() && redirectTo != null) {
      boolean followed = lease.candidate().redirects() < redirectsMax;
      return followed ? Disposition.REDIRECTED : Disposition.REDIRECT_LIMIT;
    }
    if (answer.status() == 304) {
      return Disposition.UNCHANGED;
    }
    if (!answer.isSuccess()) {
      return Disposition.HTTP_ERROR;
    }
    return unparsed ? Disposition.PARSE_FAILED : Disposition.FETCHED;
  }

  /** How the request went in a word: its status, or the code of what went wrong. */
  String word() {
    if (outcome instanceof FetchOutcome.Failed failed) {
      return failed.reason().code();
    }
    Answer answer = ((FetchOutcome.Answered) outcome).answer();
    return answer.truncation() == Truncation.DISCONNECT
        ? FetchFailure.DISCONNECTED.code()
        : Integer.toString(answer.status());
  }

  /** The same of a page that names another URL as its canonical one. */
  Arrival canonicalAt(CrawlUrl other) {
    return new Arrival(
        lease,
        outcome,
        content,
        contentError,
        unparsed,
        redirectTo,
        links,
        outOfScope,
        extraction,
        modified,
        other);
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
