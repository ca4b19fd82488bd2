package dev.weft.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Lease;
import dev.weft.page.Answer;
import dev.weft.page.ContentDigest;
import dev.weft.politeness.RetryTable;
import dev.weft.scope.Submission;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What seeds send, by the key that their URLs have in the seen set: the fingerprint of URL, method,
 * media type and content together, which is no URL's, since a line end is in it. So a URL may be
 * asked for by GET and sent several contents, each once. Any thread, but for what is noted.
 */
final class Submissions {
  private static final String SENT = "sent/";

  private final Fingerprinter fingerprinter;
  private final Notes notes;
  private final Map<Long, Submission> byKey = new ConcurrentHashMap<>();

  /** Knows what earlier runs noted and have not sent. */
  Submissions(Fingerprinter fingerprinter, Notes notes) {
    this.fingerprinter = fingerprinter;
    this.notes = notes;
    notes
        .recovered(SENT)
        .forEach((key, text) -> byKey.put(Long.parseUnsignedLong(key, 16), read(text)));
  }

  private static Submission read(String text) {
    String[] parts = text.split("\n", -1);
    String type = parts[1].isEmpty() ? null : parts[1];
    return Submission.of(parts[0], type, Base64.getDecoder().decode(parts[2]));
  }

  /** Notes what is sent to a URL that was admitted, so that a later run knows; the loop's. */
  void admitted(long key) {
    Submission sent = byKey.isEmpty() ? null : byKey.get(key);
    if (sent != null) {
      notes.put(
          SENT + Long.toHexString(key),
          sent.method()
              + "\n"
              + sent.contentType().orElse("")
              + "\n"
              + Base64.getEncoder().encodeToString(sent.content()));
    }
  }

  /** Takes the note of a lease that is finished out; the loop's. */
  void finished(Lease lease) {
    if (of(lease) != null) {
      notes.remove(SENT + Long.toHexString(lease.candidate().fingerprint()));
    }
  }

  /** The key of a URL and what it is sent, which is remembered. */
  long key(CrawlUrl url, @Nullable Submission submission) {
    if (submission == null) {
      return fingerprinter.fingerprint(url);
    }
    String head =
        url.href() + "\n" + submission.method() + "\n" + submission.contentType().orElse("") + "\n";
    byte[] content = submission.content();
    byte[] all = new byte[head.length() + content.length];
    System.arraycopy(head.getBytes(ISO_8859_1), 0, all, 0, head.length());
    System.arraycopy(content, 0, all, head.length(), content.length);
    long key = fingerprinter.fingerprint(all, 0, all.length);
    byKey.put(key, submission);
    return key;
  }

  /** What is sent to a leased URL; null if it is asked for by GET. */
  @Nullable Submission of(Lease lease) {
    return byKey.isEmpty() ? null : byKey.get(lease.candidate().fingerprint());
  }

  /**
   * The key of what a redirect leads to (RFC 9110 §15.4): a GET after 303, and after 301 and 302 to
   * POST; else the same submission, within its origin alone. Empty if it would have to leave it.
   */
  OptionalLong afterRedirect(Lease lease, int status, CrawlUrl target) {
    Submission sent = of(lease);
    boolean becomesGet =
        sent == null
            || status == 303
            || ((status == 301 || status == 302) && sent.method().equals("POST"));
    if (becomesGet) {
      return OptionalLong.of(key(target, null));
    }
    return target.origin().equals(lease.origin())
        ? OptionalLong.of(key(target, sent))
        : OptionalLong.empty();
  }

  /**
   * Whether a request that ended so may be made again: what is not idempotent only if the server
   * cannot have received it, or says that it did nothing with it.
   */
  boolean mayRepeat(Lease lease, FetchOutcome outcome) {
    Submission sent = of(lease);
    if (sent == null || sent.isIdempotent()) {
      return true;
    }
    if (outcome instanceof FetchOutcome.Failed failed) {
      return RetryTable.isUnreceived(failed.reason());
    }
    Answer answer = ((FetchOutcome.Answered) outcome).answer();
    return answer.truncation() == null && RetryTable.isUnprocessed(answer.status());
  }

  /** As a record tells it: the method and the digest of the content; null for a GET. */
  @Nullable String label(Lease lease) {
    Submission sent = of(lease);
    return sent == null ? null : sent.method() + " " + ContentDigest.of(sent.content());
  }
}
