package dev.weft.scope;

import dev.weft.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * How many URLs of each pattern a crawl has taken, and the limit on them. A URL's pattern is itself
 * with every run of letters and digits that holds a digit, and every value of its query, replaced
 * by {@code #}: {@code /cal/2026/11} and {@code /cal/2027/1} are {@code /cal/#/#}, {@code
 * /list?page=3&sid=f00} is {@code /list?page=#&sid=#}. A URL in which nothing is replaced is not
 * counted. Host and port stay as they are, so one site's trap costs no other.
 *
 * <p>One thread. 4 MB, whatever the number of patterns.
 */
public final class PathPatterns {
  /*
   * A count-min sketch with conservative update (Cormode and Muthukrishnan, 2005; Estan and
   * Varghese, 2002): each pattern has a counter in every row, shared with others by chance; its count
   * is the least of them, which is never below the truth. So the limit is never overshot. Above the
   * truth it is by at most e·N/2^18 for N URLs, but once in e^4 = 55: after a hundred million URLs
   * that is a thousand, a fiftieth of the default limit.
   *
   * The hash has a secret: who could compute it could use up the counters of another site.
   */
  private static final int ROWS = 4;
  private static final int COLUMNS = 1 << 18;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final char ANY = '#';

  private final long urlsMax;
  private final long secret;
  private final ScopeDecision refused;
  private final int[][] counts = new int[ROWS][];

  /** Nothing is counted yet; {@code secret} is any number that sites cannot know. */
  public PathPatterns(long urlsMax, long secret) {
    this.urlsMax = Math.min(urlsMax, Integer.MAX_VALUE);
    this.secret = secret;
    this.refused = new ScopeDecision(false, "max-urls-per-pattern " + urlsMax);
    for (int row = 0; row < ROWS; row++) {
      counts[row] = new int[COLUMNS];
    }
  }

  /** Counts a new http or https URL; if its pattern has had its share, the rule that stops it. */
  public @Nullable ScopeDecision take(CrawlUrl url) {
    long hash = hash(url.href(), secret);
    int least = least(hash);
    if (least >= urlsMax) {
      return refused;
    }
    for (int row = 0; row < ROWS && hash != 0; row++) {
      int column = column(hash, row);
      counts[row][column] = Math.max(counts[row][column], least + 1);
    }
    return null;
  }

  /** If the URL's pattern has had its share, the rule that stops it; counts nothing. */
  public @Nullable ScopeDecision refusal(CrawlUrl url) {
    return least(hash(url.href(), secret)) >= urlsMax ? refused : null;
  }

  private int least(long hash) {
    int least = hash == 0 ? 0 : Integer.MAX_VALUE;
    for (int row = 0; row < ROWS && hash != 0; row++) {
      least = Math.min(least, counts[row][column(hash, row)]);
    }
    return least;
  }

  private static int column(long hash, int row) {
    long mixed = (hash + row * MULTIPLIER) * 0xD6E8FEB86659FD93L;
    return (int) ((mixed ^ (mixed >>> 32)) & (COLUMNS - 1));
  }

  /** The hash of a URL's pattern; 0 if the pattern is the URL itself. */
  private static long hash(String href, long secret) {
    int path = href.indexOf('/', href.indexOf("://") + 3);
    long hash = secret;
    for (int i = 0; i < path; i++) {
      hash = add(hash, href.charAt(i));
    }
    int query = href.indexOf('?', path);
    int end = query < 0 ? href.length() : query;
    long ofPath = generalised(href, path, end, hash);
    boolean varies = ofPath != hashed(href, path, end, hash);
    hash = ofPath;
    for (int from = query; from >= 0 && from < href.length(); from = end) {
      end = parameterEnd(href, from + 1);
      int value = href.indexOf('=', from);
      hash = generalised(href, from, value < 0 || value > end ? end : value, hash);
      hash = add(hash, ANY);
      varies = true;
    }
    return varies ? hash | 1 : 0;
  }

  private static int parameterEnd(String href, int from) {
    int end = href.indexOf('&', from);
    return end < 0 ? href.length() : end;
  }

  private static long hashed(String text, int from, int to, long start) {
    long hash = start;
    for (int i = from; i < to; i++) {
      hash = add(hash, text.charAt(i));
    }
    return hash;
  }

  /** As {@link #hashed}, with one character in place of each run that holds a digit. */
  private static long generalised(String text, int from, int to, long start) {
    long hash = start;
    long beforeRun = start;
    boolean hasDigit = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (isDigit(c) || isLetter(c)) {
        hasDigit |= isDigit(c);
        hash = add(hash, c);
        continue;
      }
      hash = add(hasDigit ? add(beforeRun, ANY) : hash, c);
      if (c == '%') {
        // An encoded byte has digits of its own, which are no number.
        int encodedEnd = Math.min(to, i + 3);
        hash = hashed(text, i + 1, encodedEnd, hash);
        i = encodedEnd - 1;
      }
      beforeRun = hash;
      hasDigit = false;
    }
    return hasDigit ? add(beforeRun, ANY) : hash;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  private static long add(long hash, char c) {
    long mixed = (hash ^ c) * MULTIPLIER;
    return mixed ^ (mixed >>> 29);
  }
}
