package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Usage;
import dev.weft.page.Answer;
import dev.weft.page.Disposition;
import dev.weft.page.FetchFailure;
import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.parse.extract.Extraction;
import dev.weft.url.CrawlUrl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outcome with all that could be learnt from it off the crawl loop: the answer's content, what
 * was wrong with it (and whether that kept it from being parsed), where it redirects, its links,
 * what rules for extraction found, and the URL that the page says it is a copy of; of a sitemap,
 * when URLs that are known were last changed, by fingerprint.
 */
record Arrival(
    Lease lease,
    FetchOutcome outcome,
    Page.@Nullable Content content,
    Page.@Nullable PageError contentError,
    boolean unparsed,
    @Nullable CrawlUrl redirectTo,
    SortedLinks links,
    Extraction extraction,
    Map<Long, Long> modified,
    @Nullable CrawlUrl canonical) {

  /** Begins what is learnt from an outcome. */
  static Builder of(Lease lease, FetchOutcome outcome) {
    return new Builder(lease, outcome);
  }

  /** An outcome from which nothing is learnt. */
  static Arrival bare(Lease lease, FetchOutcome outcome) {
    return of(lease, outcome).build();
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

  /** Gathers what is learnt; whatever is not said is not there. */
  static final class Builder {
    private final Lease lease;
    private final FetchOutcome outcome;
    private Page.@Nullable Content content;
    private Page.@Nullable PageError error;
    private boolean unparsed;
    private @Nullable CrawlUrl redirectTo;
    private SortedLinks links = SortedLinks.NONE;
    private Extraction extraction = Extraction.NONE;
    private Map<Long, Long> modified = Map.of();
    private @Nullable CrawlUrl canonical;

    private Builder(Lease lease, FetchOutcome outcome) {
      this.lease = lease;
      this.outcome = outcome;
    }

    Builder content(Page.@Nullable Content found) {
      content = found;
      return this;
    }

    /** What was wrong with it, though it was parsed as far as it goes. */
    Builder error(Page.PageError problem) {
      error = problem;
      return this;
    }

    /** What was wrong with it, unless that is known already. */
    Builder errorIfNone(Page.PageError problem) {
      error = error == null ? problem : error;
      return this;
    }

    /** What kept it from being parsed. */
    Builder unparsed(Page.PageError problem) {
      error = problem;
      unparsed = true;
      return this;
    }

    Builder redirectTo(@Nullable CrawlUrl target) {
      redirectTo = target;
      return this;
    }

    Builder links(SortedLinks sorted) {
      links = sorted;
      return this;
    }

    Builder extraction(Extraction found) {
      extraction = found;
      return this;
    }

    Builder modified(Map<Long, Long> millis) {
      modified = millis;
      return this;
    }

    Builder canonical(CrawlUrl original) {
      canonical = original;
      return this;
    }

    Arrival build() {
      return new Arrival(
          lease,
          outcome,
          content,
          error,
          unparsed,
          redirectTo,
          links,
          extraction,
          modified,
          canonical);
    }
  }
}
