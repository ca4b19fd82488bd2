package dev.weft.scope;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.weft.url.CrawlUrl;
import java.util.function.Predicate;

/**
 * A user's pattern over URLs in canonical form, matched in linear time. {@code text} is as the user
 * wrote it, {@code source} where.
 *
 * <ul>
 *   <li>A glob such as {@code *.pdf} or {@code https://*.example.com/docs/*} matches the whole URL.
 *       {@code *} stands for any run of characters, also slashes ({@code **} means the same); every
 *       other character, {@code ?} too, for itself. A glob that begins with a slash is matched on
 *       path and query alone.
 *   <li>After {@code re:}, an RE2/J expression that must be found somewhere in the URL.
 * </ul>
 *
 * <p>Canonical URLs are ASCII: what a glob holds beyond that is percent-encoded before matching; a
 * host name is written in its {@code xn--} form.
 */
public final class UrlPattern {
  private static final String EXPRESSION = "re:";

  private final String text;
  private final String source;
  private final Predicate<CrawlUrl> matcher;

  private UrlPattern(String text, String source, Predicate<CrawlUrl> matcher) {
    this.text = text;
    this.source = source;
    this.matcher = matcher;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException whose message names the source, the pattern and the remedy
   */
  public static UrlPattern of(String text, String source) {
    if (text.isBlank() || text.equals(EXPRESSION)) {
      throw new IllegalArgumentException(source + ": the pattern is empty");
    }
    if (text.length() > Limits.PATTERN_CHARS_MAX) {
      throw new IllegalArgumentException(
          source
              + ": the pattern has "
              + text.length()
              + " characters; at most "
              + Limits.PATTERN_CHARS_MAX
              + " are allowed");
    }
    return new UrlPattern(
        text,
        source,
        text.startsWith(EXPRESSION)
            ? expression(text.substring(EXPRESSION.length()), source)
            : glob(text, source));
  }

  private static Predicate<CrawlUrl> expression(String expression, String source) {
    try {
      Pattern pattern = Pattern.compile(expression);
      return url -> pattern.matcher(url.href()).find();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          source + ": `re:" + expression + "` is no RE2 expression: " + e.getDescription(), e);
    }
  }

  private static Predicate<CrawlUrl> glob(String text, String source) {
    Glob glob = Glob.of(text);
    if (text.startsWith("/")) {
      return url -> glob.matches(url.pathAndQuery());
    }
    if (!text.startsWith("*") && !text.startsWith("http")) {
      throw new IllegalArgumentException(
          source
              + ": `"
              + text
              + "` matches no URL; begin it with *, / or http, for example `*"
              + text
              + "`");
    }
    return url -> glob.matches(url.href());
  }

  /** Whether it is a regular expression, which the crawl loop may not run. */
  public boolean isExpression() {
    return text.startsWith(EXPRESSION);
  }

  /** Whether the URL matches. */
  public boolean matches(CrawlUrl url) {
    return matcher.test(url);
  }

  /** The pattern as the user wrote it. */
  public String text() {
    return text;
  }

  /** Where the user wrote it. */
  public String source() {
    return source;
  }

  @Override
  public String toString() {
    return "`" + text + "` (" + source + ")";
  }
}
