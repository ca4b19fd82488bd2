package dev.weft.scope;

import dev.weft.url.CrawlUrl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A URL a crawl starts from, and how far from it the crawl may go. {@code source} is where the user
 * wrote it, for messages: {@code command line} or {@code seeds/news.txt:7}. It is asked for by GET
 * unless there is a {@code submission}.
 */
public record Seed(
    CrawlUrl url, ScopeKind kind, String source, @Nullable Submission submissionOrNull) {
  /** A seed that is asked for by GET. */
  public Seed(CrawlUrl url, ScopeKind kind, String source) {
    this(url, kind, source, null);
  }

  public Seed {
    if (!url.isHttp()) {
      throw new IllegalArgumentException(
          source + ": scheme of " + url + " is " + url.scheme() + "; must be http or https");
    }
  }

  /** What is sent besides the URL, if it is not asked for by GET. */
  public Optional<Submission> submission() {
    return Optional.ofNullable(submissionOrNull);
  }
}
