package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Lease;
import dev.weft.frontier.UrlOutcome;
import dev.weft.page.Change;
import dev.weft.page.Page;
import dev.weft.url.CrawlUrl;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What changed about a page since the visit before, and what is kept of a visit for the next one.
 * Content is compared by the digest of the decoded document, all of it.
 */
final class Comparing {
  private Comparing() {}

  /** How a page stands to the visit before its lease, and to the URL it is a copy of, if any. */
  static Page.Comparison of(Page page, Lease lease, @Nullable CrawlUrl original) {
    UrlOutcome earlier = lease.earlier();
    Change change = change(page, earlier);
    return earlier == null
        ? new Page.Comparison(change, null, null, original)
        : new Page.Comparison(
            change, earlier.digest(), Instant.ofEpochMilli(earlier.fetchedAtMillis()), original);
  }

  private static @Nullable Change change(Page page, @Nullable UrlOutcome earlier) {
    return switch (page.disposition()) {
      case FETCHED, PARSE_FAILED -> changeOfContent(page, earlier);
      case UNCHANGED -> earlier == null ? null : Change.UNCHANGED;
      case REDIRECTED, REDIRECT_LIMIT -> earlier == null ? null : changeOfPlace(page, earlier);
      case HTTP_ERROR -> earlier == null || !isGone(page) ? null : changeToGone(earlier);
      case ROBOTS_DENIED, FETCH_FAILED -> null;
    };
  }

  private static @Nullable Change changeOfContent(Page page, @Nullable UrlOutcome earlier) {
    String digest = digest(page);
    if (digest == null) {
      return null;
    }
    if (earlier == null || earlier.digest() == null) {
      return Change.NEW;
    }
    return digest.equals(earlier.digest()) ? Change.UNCHANGED : Change.CHANGED;
  }

  private static @Nullable Change changeOfPlace(Page page, UrlOutcome earlier) {
    if (Objects.equals(target(page), earlier.redirectTo())) {
      return Change.UNCHANGED;
    }
    return isPermanent(status(page)) ? Change.MOVED : null;
  }

  private static @Nullable Change changeToGone(UrlOutcome earlier) {
    if (earlier.digest() != null || earlier.redirectTo() != null) {
      return Change.GONE;
    }
    Integer before = earlier.status();
    return before != null && isGone(before) ? Change.UNCHANGED : null;
  }

  /** What the state keeps of a record; of a visit that brought no content, what was known. */
  static UrlOutcome outcome(Page page, Lease lease) {
    UrlOutcome earlier = lease.earlier();
    int status = status(page);
    String digest = null;
    String etag = null;
    String lastModified = null;
    if (digest(page) != null) {
      digest = digest(page);
      etag = isWhole(page) ? field(page, "etag") : null;
      lastModified = isWhole(page) ? field(page, "last-modified") : null;
    } else if (earlier != null && !isGone(page) && !isPermanent(status)) {
      boolean isSameUrl = lease.visit() > 1;
      digest = earlier.digest();
      etag = isSameUrl ? orElse(status == 304, field(page, "etag"), earlier.etag()) : null;
      lastModified =
          isSameUrl
              ? orElse(status == 304, field(page, "last-modified"), earlier.lastModified())
              : null;
    }
    return new UrlOutcome(
        page.disposition(),
        page.request(),
        page.fetchedAt().toEpochMilli(),
        page.reply() == null ? null : status,
        page.error() == null ? null : page.error().code(),
        digest,
        etag,
        lastModified,
        target(page));
  }

  /** Whether an arrival redirects for good. */
  static boolean isPermanent(Arrival arrival) {
    return arrival.redirectTo() != null
        && arrival.outcome() instanceof FetchOutcome.Answered answered
        && isPermanent(answered.answer().status());
  }

  private static boolean isPermanent(int status) {
    return status == 301 || status == 308;
  }

  private static boolean isGone(Page page) {
    return isGone(status(page));
  }

  private static boolean isGone(int status) {
    return status == 404 || status == 410;
  }

  /** Whether the next visit need not see the content again if it is the same. */
  private static boolean isWhole(Page page) {
    return page.reply() != null && page.reply().truncation() == null && page.error() == null;
  }

  private static @Nullable String orElse(
      boolean isNewer, @Nullable String newer, @Nullable String older) {
    return isNewer && newer != null ? newer : older;
  }

  private static @Nullable String field(Page page, String name) {
    return page.reply() == null ? null : page.reply().headers().firstOrNull(name);
  }

  /** The digest of a page's content; of an error's there is none to speak of. */
  private static @Nullable String digest(Page page) {
    boolean isSuccess = status(page) >= 200 && status(page) < 300;
    return isSuccess && page.content() != null ? page.content().digest() : null;
  }

  private static @Nullable String target(Page page) {
    return page.redirectTo() == null ? null : page.redirectTo().href();
  }

  private static int status(Page page) {
    return page.reply() == null ? 0 : page.reply().status();
  }
}
