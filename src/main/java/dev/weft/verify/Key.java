package dev.weft.verify;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.UrlOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a record: URL, request and visit, as 128 bits of their hash (xxh3). Among a
 * billion keys two are equal by chance once in 10^20 proofs.
 */
record Key(long high, long low) {
  /** No URL and no request has it. */
  private static final char SEPARATOR = '\0';

  static Key of(String url, @Nullable String request, int visit) {
    String text = url + SEPARATOR + (request == null ? "" : request) + SEPARATOR + visit;
    HashValue128 hash = Hashing.xxh3_128().hashCharsTo128Bits(text);
    long low = hash.getLeastSignificantBits();
    return new Key(hash.getMostSignificantBits(), low == 0 ? 1 : low);
  }

  static Key of(FinishedUrl end, UrlOutcome outcome) {
    return of(end.url().candidate().url().toString(), outcome.request(), end.url().visit());
  }

  int part() {
    return (int) (high >>> 56);
  }
}
