package dev.weft.robots;

import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What comes back when {@code /robots.txt} is asked for, read as RFC 9309 §2.3.1 says:
 *
 * <table>
 *   <caption>Meaning of answers</caption>
 *   <tr><td>2xx</td><td>the rules in it</td></tr>
 *   <tr><td>redirect</td><td>followed five times, also to other hosts; then as 4xx</td></tr>
 *   <tr><td>other 3xx, 4xx</td><td>there are no rules: everything is allowed</td></tr>
 *   <tr><td>429, 5xx, no answer</td><td>nothing is allowed for now; asked again</td></tr>
 * </table>
 *
 * <p>429 is counted with 5xx, as Google does: a server that is too busy to state its wishes has not
 * said that it has none. Rules hold for a day, or for the answer's {@code max-age} within ten
 * minutes and a day. Immutable.
 */
public final class RobotsReader {
  private static final String MAX_AGE = "max-age=";
  private static final Pattern PRODUCT_TOKEN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private final String productToken;

  /**
   * A reader for the crawler that files call {@code productToken}, in any case.
   *
   * @throws IllegalArgumentException if it is not letters, digits, {@code -} and {@code _}; files
   *     could not spell it (RFC 9309 §2.2.1, which has no digits; files do)
   */
  public RobotsReader(String productToken) {
    if (!PRODUCT_TOKEN.matcher(productToken).matches()) {
      throw new IllegalArgumentException(
          "the product token is `" + productToken + "`; must be letters, digits, - and _");
    }
    this.productToken = productToken;
  }

  /**
   * The product token a user agent begins with, in lower case: {@code weft} of {@code Weft/1.0
   * (+https://…)}. Empty if it begins with none.
   */
  public static Optional<String> productTokenOf(String userAgent) {
    Matcher token = PRODUCT_TOKEN.matcher(userAgent);
    return token.lookingAt()
        ? Optional.of(token.group().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** Where the rules of an origin are. */
  public static CrawlUrl robotsUrl(Origin origin) {
    return CrawlUrl.parse(origin + "/robots.txt").orElseThrow();
  }

  /**
   * What an answer means.
   *
   * @param asked the URL that gave the answer
   * @param redirects how many redirects led there
   * @param location the Location header, if any
   * @param cacheControl the Cache-Control header, if any
   * @param content the decoded body in its first {@code length} bytes
   */
  public RobotsAnswer answered(
      CrawlUrl asked,
      int redirects,
      int status,
      @Nullable String location,
      @Nullable String cacheControl,
      byte[] content,
      int length) {
    if (status >= 200 && status < 300) {
      RobotsRules rules = RobotsRules.parse(content, length, productToken);
      return new RobotsAnswer.Rules(rules, ttl(cacheControl));
    }
    if (status == 429 || status >= 500) {
      return unreachable("robots.txt answered " + status);
    }
    Optional<CrawlUrl> target = target(asked, redirects, status, location);
    if (target.isPresent()) {
      return new RobotsAnswer.Follow(target.get());
    }
    return new RobotsAnswer.Rules(RobotsRules.ALLOW_ALL, ttl(cacheControl));
  }

  /** What it means that no answer came; {@code why} says so for people. */
  public RobotsAnswer unreachable(String why) {
    return new RobotsAnswer.Unreachable(why, Limits.RETRY_AFTER);
  }

  private static Optional<CrawlUrl> target(
      CrawlUrl asked, int redirects, int status, @Nullable String location) {
    boolean redirect =
        switch (status) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    if (!redirect || location == null || redirects >= Limits.REDIRECTS_MAX) {
      return Optional.empty();
    }
    return asked.resolve(location).filter(CrawlUrl::isHttp);
  }

  private static Duration ttl(@Nullable String cacheControl) {
    if (cacheControl == null) {
      return Limits.TTL_MAX;
    }
    Duration ttl = Limits.TTL_MAX;
    for (String directive : cacheControl.toLowerCase(Locale.ROOT).split(",", -1)) {
      String name = directive.strip();
      if (name.equals("no-cache") || name.equals("no-store")) {
        return Limits.TTL_MIN;
      }
      if (name.startsWith(MAX_AGE)) {
        ttl = maxAge(name.substring(MAX_AGE.length()), ttl);
      }
    }
    return ttl;
  }

  private static Duration maxAge(String seconds, Duration otherwise) {
    if (!seconds.matches("\\d{1,9}")) {
      return otherwise;
    }
    Duration age = Duration.ofSeconds(Long.parseLong(seconds));
    if (age.compareTo(Limits.TTL_MIN) < 0) {
      return Limits.TTL_MIN;
    }
    return age.compareTo(Limits.TTL_MAX) > 0 ? Limits.TTL_MAX : age;
  }
}
