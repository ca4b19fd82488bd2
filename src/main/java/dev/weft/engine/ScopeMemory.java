package dev.weft.engine;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.weft.frontier.Lease;
import dev.weft.frontier.LongSet;
import dev.weft.scope.Scope;
import dev.weft.scope.Seed;
import dev.weft.scope.TrapLimits;
import dev.weft.url.CrawlUrl;
import dev.weft.url.RegistrableDomain;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What of its scope a crawl must remember from run to run: the seeds that redirects have added, and
 * which queued URLs were admitted under another scope than today's and so must be looked at again
 * when they are leased. The loop's.
 */
final class ScopeMemory {
  static final String REDIRECTED = "seed/";
  private static final String SCOPE = "scope";

  private final Notes notes;
  private final RunScope scope;
  private final long checkedBelow;
  private long redirected;

  /** Hashes of the redirects that are noted: with every revisit of the seeds they come again. */
  private final LongSet noted = new LongSet();

  /** The memory of a crawl whose next admission has the order number {@code nextOrder}. */
  ScopeMemory(CrawlPlan plan, Notes notes, long nextOrder, boolean isKept) {
    this.notes = notes;
    Scope restored = Scope.of(plan.seeds(), plan.scope());
    for (Map.Entry<String, String> seed : notes.recovered(REDIRECTED).entrySet()) {
      String[] urls = seed.getValue().split(" ", -1);
      restored =
          restored.withRedirectedSeed(
              CrawlUrl.parse(urls[0]).orElseThrow(), CrawlUrl.parse(urls[1]).orElseThrow());
      redirected = Long.parseLong(seed.getKey()) + 1;
      if (!noted.add(hash(seed.getValue()))) {
        notes.remove(REDIRECTED + seed.getKey());
      }
    }
    scope = new RunScope(restored);
    checkedBelow = isKept ? checkedBelow(plan, nextOrder) : 0;
  }

  private long checkedBelow(CrawlPlan plan, long nextOrder) {
    String[] before = notes.recovered(SCOPE).getOrDefault("", " 0").split(" ", -1);
    String digest = digest(plan);
    long below = digest.equals(before[0]) ? Long.parseLong(before[1]) : nextOrder;
    notes.put(SCOPE, digest + " " + below);
    return below;
  }

  /** The scope of this run. */
  RunScope scope() {
    return scope;
  }

  /** URLs of admissions before this one came in under another scope. */
  long checkedBelow() {
    return checkedBelow;
  }

  /** Whether a URL was admitted under another scope. */
  boolean isFromAnotherScope(Lease lease) {
    return lease.order() < checkedBelow;
  }

  /** Notes that a seed redirects within its domain, which may widen the scope. */
  void redirected(CrawlUrl seed, CrawlUrl target) {
    String urls = seed.href() + " " + target.href();
    if (RegistrableDomain.same(seed.host(), target.host()) && noted.add(hash(urls))) {
      notes.put(REDIRECTED + String.format(Locale.ROOT, "%012d", redirected++), urls);
    }
  }

  private static long hash(String urls) {
    return Hashing.xxh3_64().hashCharsToLong(urls);
  }

  private static String digest(CrawlPlan plan) {
    HashStream64 digest = Hashing.xxh3_64().hashStream();
    for (Seed seed : plan.seeds()) {
      add(digest, seed.kind().code() + " " + seed.url().href());
    }
    plan.scope().include().forEach(pattern -> add(digest, "include " + pattern.text()));
    plan.scope().exclude().forEach(pattern -> add(digest, "exclude " + pattern.text()));
    plan.scope().hopsMax().ifPresent(most -> add(digest, "hops " + most));
    add(digest, text(plan.scope().traps()));
    return Long.toHexString(digest.getAsLong());
  }

  /** Limits as they have always been written, since the digest must stay what it was. */
  static String text(TrapLimits limits) {
    return "TrapLimits[urlCharsMax="
        + limits.urlCharsMax()
        + ", depthMax="
        + limits.depthMax()
        + ", repeatsMax="
        + limits.repeatsMax()
        + ", parametersMax="
        + limits.parametersMax()
        + ", urlsPerPatternMax="
        + limits.urlsPerPatternMax()
        + "]";
  }

  private static void add(HashStream64 digest, String line) {
    digest.putBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
