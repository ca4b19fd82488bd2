package dev.weft.gather;

import dev.weft.fetch.FetchOutcome;
import dev.weft.page.Answer;
import dev.weft.page.Disposition;
import dev.weft.page.Page.PageError;
import dev.weft.url.CrawlUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of one URL of a list. {@code index} is its place in the list, from 0; {@code finalUrl}
 * is where the last request went, or would have gone, after {@code redirects}; {@code outcome} is
 * that request's. {@code requests} counts those made, {@code endedAt} is when the last one ended.
 * {@code refusalOrNull} says why a redirect was not followed; {@code outcome} then is the redirect.
 *
 * <p>A body in memory belongs to whoever has taken the result and needs no closing; one in a file
 * ({@link dev.weft.page.Body#isInMemory}) is to be closed, so that the file goes.
 */
public record Fetched(
    long index,
    CrawlUrl url,
    List<Hop> redirects,
    CrawlUrl finalUrl,
    int requests,
    Instant endedAt,
    FetchOutcome outcome,
    @Nullable PageError refusalOrNull) {

  public Fetched {
    redirects = List.copyOf(redirects);
  }

  /** The answer, if one came. */
  public Optional<Answer> answer() {
    return outcome instanceof FetchOutcome.Answered answered
        ? Optional.of(answered.answer())
        : Optional.empty();
  }

  /** Why there is no answer, or why its redirect was not followed; a word and a sentence. */
  public Optional<PageError> error() {
    return outcome instanceof FetchOutcome.Failed failed
        ? Optional.of(new PageError(failed.reason().code(), failed.message()))
        : Optional.ofNullable(refusalOrNull);
  }

  /** Whether no answer came, its status is 400 or more, or its redirect was not followed. */
  public boolean isFailure() {
    return error().isPresent() || answer().map(Answer::status).orElse(0) >= 400;
  }

  /** The final word in the terms of a crawl's record. */
  public Disposition disposition() {
    Optional<Answer> answer = answer();
    if (answer.isEmpty()) {
      return Disposition.FETCH_FAILED;
    }
    int status = answer.get().status();
    if (answer.get().isSuccess()) {
      return Disposition.FETCHED;
    } else if (status == 304) {
      return Disposition.UNCHANGED;
    } else if (RedirectFollower.LIMIT.equals(refusalOrNull == null ? "" : refusalOrNull.code())) {
      return Disposition.REDIRECT_LIMIT;
    }
    return status < 400 ? Disposition.REDIRECTED : Disposition.HTTP_ERROR;
  }

  /** This result with another outcome. */
  Fetched with(FetchOutcome other) {
    return new Fetched(index, url, redirects, finalUrl, requests, endedAt, other, refusalOrNull);
  }
}
