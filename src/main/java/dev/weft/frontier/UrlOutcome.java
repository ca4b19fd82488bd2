package dev.weft.frontier;

import dev.weft.page.Disposition;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a visit that made a record: enough to prove the record, to explain it, and to ask
 * next time whether the page has changed. {@code request} is the record's; {@code fetchedAtMillis}
 * counts from 1970, UTC; {@code status} and {@code error} (its code) are null where there was none;
 * {@code redirectTo} is where the answer redirected to.
 *
 * <p>{@code digest}, {@code etag} and {@code lastModified} (the validators as the server wrote
 * them) are of the content that was had last: a visit that brought none, a failure or a 304, keeps
 * those of the visit before. They are null once the page is known to be gone.
 */
public record UrlOutcome(
    Disposition disposition,
    @Nullable String request,
    long fetchedAtMillis,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String digest,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String redirectTo) {

  /** An outcome of which nothing else is known. */
  public static UrlOutcome of(Disposition disposition, long fetchedAtMillis) {
    return new UrlOutcome(disposition, null, fetchedAtMillis, null, null, null, null, null, null);
  }
}
