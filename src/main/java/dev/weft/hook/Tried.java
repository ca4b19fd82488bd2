package dev.weft.hook;

import dev.weft.page.Answer;
import dev.weft.page.FetchFailure;
import dev.weft.url.CrawlUrl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A try of a URL: the {@code tries}th, from 1, which ended in an answer or in a failure. The
 * answer's body is the crawl's: it is valid while the hook is asked.
 */
public record Tried(
    CrawlUrl url, int tries, @Nullable Answer answerOrNull, @Nullable FetchFailure failureOrNull) {

  /** What was answered, whatever its status. */
  public Optional<Answer> answer() {
    return Optional.ofNullable(answerOrNull);
  }

  /** Why there was no answer. */
  public Optional<FetchFailure> failure() {
    return Optional.ofNullable(failureOrNull);
  }
}
