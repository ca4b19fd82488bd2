package dev.weft.frontier.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.OutputFile;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.SitemapRole;
import dev.weft.frontier.UrlOutcome;
import dev.weft.frontier.Usage;
import dev.weft.page.Disposition;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of a state's tables. Reading throws {@link IllegalArgumentException} or
 * another runtime exception where a row is not as it was written.
 *
 * <p>One thread. URLs read one after another share their origin where they can.
 */
final class Rows {
  /** Behind the origin in a queue's key: priority, hops, order number. */
  static final int QUEUE_KEY_TAIL = 4 + 4 + 8;

  private static final int AGAIN = 1;
  private static final int SEED = 1;
  private static final int PAGE_FETCHED = 1;
  private static final int REQUEST_MADE = 2;
  private static final int RECORDED = 4;
  private static final Map<String, Disposition> DISPOSITIONS = new HashMap<>();

  static {
    for (Disposition disposition : Disposition.values()) {
      DISPOSITIONS.put(disposition.code(), disposition);
    }
  }

  private final RowWriter out = new RowWriter();
  private @Nullable CrawlUrl lastRead;

  /** What all keys of an origin's queue begin with, and no other's. */
  static byte[] queuePrefix(Origin origin) {
    byte[] text = origin.toString().getBytes(UTF_8);
    return Arrays.copyOf(text, text.length + 1);
  }

  /** What sorts just behind all keys of an origin's queue. */
  static byte[] queueEnd(byte[] prefix) {
    byte[] end = prefix.clone();
    end[end.length - 1] = 1;
    return end;
  }

  /** The origin of which a row of {@link Table#ORIGINS} is. */
  static Origin origin(byte[] key) {
    String text = new String(key, UTF_8);
    CrawlUrl url = CrawlUrl.parseOrNull(text + "/");
    if (url == null) {
      throw new IllegalArgumentException("origin " + text);
    }
    return url.origin();
  }

  byte[] queueKey(byte[] prefix, QueuedUrl url) {
    return out.begin()
        .raw(prefix)
        .fixedInt(descending(url.candidate().priority()))
        .fixedInt(url.candidate().hops())
        .fixedLong(url.order())
        .toBytes();
  }

  /** The order number at the end of a queue's key. */
  static long orderOf(byte[] queueKey) {
    return new RowReader(queueKey, queueKey.length - 8).fixedLong();
  }

  /** Maps the highest to what sorts first as unsigned bytes. */
  private static int descending(int priority) {
    return ~priority ^ Integer.MIN_VALUE;
  }

  byte[] queueValue(QueuedUrl url) {
    out.begin();
    writeUrl(url);
    if (url.earlier() != null) {
      writeOutcome(url.earlier());
    }
    return out.toBytes();
  }

  QueuedUrl queued(byte[] key, byte[] value) {
    RowReader tail = new RowReader(key, key.length - QUEUE_KEY_TAIL);
    int priority = ~(tail.fixedInt() ^ Integer.MIN_VALUE);
    int hops = tail.fixedInt();
    RowReader in = new RowReader(value, 0);
    QueuedUrl url = readUrl(in, priority, hops, tail.fixedLong());
    if (in.isAtEnd()) {
      return url;
    }
    UrlOutcome earlier = readOutcome(in);
    requireEnd(in);
    return new QueuedUrl(url.candidate(), url.order(), url.attempts(), url.visit(), earlier);
  }

  byte[] endValue(FinishedUrl end) {
    QueuedUrl url = end.url();
    Usage usage = end.usage();
    UrlOutcome outcome = end.outcome();
    out.begin();
    out.number(url.order()).signed(url.candidate().priority()).number(url.candidate().hops());
    writeUrl(url);
    int flags = usage.pageFetched() ? PAGE_FETCHED : 0;
    flags |= usage.requestMade() ? REQUEST_MADE : 0;
    flags |= outcome != null ? RECORDED : 0;
    out.oneByte(flags).number(usage.wireBytes());
    if (outcome != null) {
      writeOutcome(outcome);
    }
    return out.toBytes();
  }

  FinishedUrl end(byte[] value) {
    RowReader in = new RowReader(value, 0);
    long order = in.number();
    int priority = (int) in.signed();
    QueuedUrl url = readUrl(in, priority, in.smallNumber(), order);
    int flags = in.oneByte();
    boolean requestMade = (flags & REQUEST_MADE) != 0;
    Usage usage = new Usage(requestMade, (flags & PAGE_FETCHED) != 0, in.number());
    UrlOutcome outcome = (flags & RECORDED) != 0 ? readOutcome(in) : null;
    requireEnd(in);
    return new FinishedUrl(url, usage, outcome);
  }

  private void writeUrl(QueuedUrl queued) {
    Candidate url = queued.candidate();
    String href = url.url().href();
    out.text(href).fixedLong(url.fingerprint()).oneByte(flags(url));
    out.number(queued.attempts()).number(queued.visit()).number(url.redirects());
    out.number(url.listPage());
    out.textLike(href, hrefOf(url.referrer())).textLike(href, hrefOf(url.redirectedFrom()));
  }

  /** Whether it is a seed, and behind that bit the role of a sitemap. */
  private static int flags(Candidate url) {
    return (url.seed() ? SEED : 0) | url.sitemap().code() << 1;
  }

  private static @Nullable String hrefOf(@Nullable CrawlUrl url) {
    return url == null ? null : url.href();
  }

  private QueuedUrl readUrl(RowReader in, int priority, int hops, long order) {
    String href = in.text();
    CrawlUrl url = url(href);
    lastRead = url;
    long fingerprint = in.fixedLong();
    int flags = in.oneByte();
    Candidate.Builder candidate = Candidate.at(url, fingerprint).hops(hops);
    if ((flags & SEED) != 0) {
      candidate.seed();
    }
    candidate.priority(priority).sitemap(SitemapRole.ofCode(flags >> 1));
    int attempts = in.smallNumber();
    int visit = in.smallNumber();
    int redirects = in.smallNumber();
    candidate.listPage(in.smallNumber()).referrer(urlOrNull(in.textLike(href)));
    candidate.redirected(urlOrNull(in.textLike(href)), redirects);
    return new QueuedUrl(candidate.build(), order, attempts, visit, null);
  }

  private @Nullable CrawlUrl urlOrNull(@Nullable String href) {
    return href == null ? null : url(href);
  }

  private CrawlUrl url(String href) {
    CrawlUrl base = lastRead;
    CrawlUrl url = base == null ? CrawlUrl.parseOrNull(href) : base.resolveOrNull(href);
    if (url == null || !url.href().equals(href)) {
      throw new IllegalArgumentException("no canonical URL: " + href);
    }
    return url;
  }

  private void writeOutcome(UrlOutcome outcome) {
    Integer status = outcome.status();
    out.text(outcome.disposition().code()).signed(outcome.fetchedAtMillis());
    out.number(status == null ? 0 : status + 1L);
    out.textOrNull(outcome.request()).textOrNull(outcome.error()).textOrNull(outcome.digest());
    out.textOrNull(outcome.etag()).textOrNull(outcome.lastModified());
    if (outcome.redirectTo() != null) {
      out.textOrNull(outcome.redirectTo());
    }
  }

  private static UrlOutcome readOutcome(RowReader in) {
    String code = in.text();
    Disposition disposition =
        Objects.requireNonNull(DISPOSITIONS.get(code), () -> "disposition " + code);
    long fetchedAtMillis = in.signed();
    int status = in.smallNumber();
    String request = in.textOrNull();
    String error = in.textOrNull();
    String digest = in.textOrNull();
    String etag = in.textOrNull();
    return new UrlOutcome(
        disposition,
        request,
        fetchedAtMillis,
        status == 0 ? null : (Integer) (status - 1),
        error,
        digest,
        etag,
        in.textOrNull(),
        in.isAtEnd() ? null : in.textOrNull());
  }

  /** The key of the row that says that a further visit under a fingerprint is queued. */
  byte[] againKey(long fingerprint) {
    return out.begin().fixedLong(fingerprint).oneByte(AGAIN).toBytes();
  }

  byte[] number(long value) {
    return out.begin().fixedLong(value).toBytes();
  }

  static long number(byte[] bytes) {
    RowReader in = new RowReader(bytes, 0);
    long number = in.fixedLong();
    requireEnd(in);
    return number;
  }

  /** A summand or a sum as RocksDB adds them: little-endian. */
  byte[] sum(long value) {
    return number(Long.reverseBytes(value));
  }

  static long sum(byte[] bytes) {
    return Long.reverseBytes(number(bytes));
  }

  byte[] file(OutputFile file) {
    return out.begin()
        .number(file.length())
        .fixedLong(file.checksum())
        .text(file.resume())
        .toBytes();
  }

  static OutputFile file(String sink, String path, byte[] value) {
    RowReader in = new RowReader(value, 0);
    OutputFile file = new OutputFile(sink, path, in.number(), in.fixedLong(), in.text());
    requireEnd(in);
    return file;
  }

  byte[] totals(Totals totals) {
    return out.begin()
        .number(totals.epoch())
        .number(totals.nextOrder())
        .number(totals.finished())
        .number(totals.pagesFetched())
        .number(totals.wireBytes())
        .number(totals.duplicates())
        .toBytes();
  }

  static Totals totals(byte[] value) {
    RowReader in = new RowReader(value, 0);
    Totals totals =
        new Totals(in.number(), in.number(), in.number(), in.number(), in.number(), in.number());
    requireEnd(in);
    return totals;
  }

  private static void requireEnd(RowReader in) {
    if (!in.isAtEnd()) {
      throw new IllegalArgumentException("a row is longer than it should be");
    }
  }
}
