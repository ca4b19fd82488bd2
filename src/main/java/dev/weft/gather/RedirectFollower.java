package dev.weft.gather;

import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.page.Page.PageError;
import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where an answer leads, by RFC 9110 §15.4 and the Fetch Standard §4.4: 303 makes all but HEAD a
 * GET, 301 and 302 make POST one, 307 and 308 change nothing. Followed are at most {@code
 * redirectsMax} redirects, to http and https alone, and none to a request made before: without
 * cookies it would be answered the same. Pure.
 *
 * <p>What may tell who is asking stays at the origin it was given for. Once a chain has left that,
 * only {@linkplain #harmless fields that say how to answer} go on, even if it comes back: what is
 * asked is no longer the user's choice.
 */
final class RedirectFollower {
  static final String LIMIT = "redirectLimit";
  static final String LOOP = "redirectLoop";
  static final String FORBIDDEN = "redirectForbidden";
  static final String MALFORMED = "redirectMalformed";

  private static final Set<String> HARMLESS =
      Set.of(
          "accept",
          "accept-charset",
          "accept-language",
          "cache-control",
          "content-encoding",
          "content-language",
          "content-type",
          "dnt",
          "from",
          "pragma",
          "range",
          "upgrade-insecure-requests",
          "user-agent");

  private static final Set<String> ABOUT_CONTENT =
      Set.of("content-encoding", "content-language", "content-location", "content-type");

  private final int redirectsMax;

  RedirectFollower(int redirectsMax) {
    this.redirectsMax = redirectsMax;
  }

  /** What to do with an answer. */
  sealed interface Step {}

  /** It is the last one. */
  record Stay() implements Step {
    static final Stay HERE = new Stay();
  }

  /** Ask this next. */
  record Follow(Ask next) implements Step {}

  /** It is a redirect that is not followed. */
  record Refuse(PageError why) implements Step {}

  /** What to do with the answer to {@code asked}, to which {@code before} led. */
  Step after(Ask asked, Answer answer, List<Hop> before) {
    if (!answer.isRedirect() || redirectsMax == 0) {
      return Stay.HERE;
    }
    CrawlUrl target = answer.location(asked.url()).orElse(null);
    if (target == null) {
      boolean isThere = answer.headers().firstOrNull("location") != null;
      return refuse(
          MALFORMED, "the redirect has " + (isThere ? "a Location that is no URL" : "no Location"));
    } else if (!target.isHttp()) {
      return refuse(
          FORBIDDEN, "the redirect leads to " + target + "; only http and https are followed");
    } else if (before.size() >= redirectsMax) {
      return refuse(
          LIMIT, "after " + redirectsMax + " redirects there is another one, to " + target);
    }
    Ask next = next(asked, answer.status(), target);
    if (isRepeated(next, asked, before)) {
      return refuse(LOOP, "the redirect leads back to " + target);
    }
    return new Follow(next);
  }

  private static Step refuse(String code, String message) {
    return new Refuse(new PageError(code, message));
  }

  private static Ask next(Ask asked, int status, CrawlUrl target) {
    boolean isHome = asked.isHome() && target.origin().equals(asked.url().origin());
    String method = asked.method();
    boolean becomesGet =
        status == 303
            ? !method.equals("GET") && !method.equals("HEAD")
            : (status == 301 || status == 302) && method.equals("POST");
    return becomesGet
        ? new Ask(target, "GET", Body.EMPTY, isHome, true)
        : new Ask(target, method, asked.content(), isHome, asked.isRewritten());
  }

  private static boolean isRepeated(Ask next, Ask asked, List<Hop> before) {
    return isSame(next, asked.url(), asked.method())
        || before.stream().anyMatch(hop -> isSame(next, hop.url(), hop.method()));
  }

  private static boolean isSame(Ask next, CrawlUrl url, String method) {
    return next.url().equals(url) && next.method().equals(method);
  }

  /** The fields that tell nothing of who is asking, which may go to any origin. */
  static Headers harmless(Headers headers) {
    return filtered(headers, HARMLESS, true);
  }

  /** The fields of a request whose content is gone. */
  static Headers withoutContent(Headers headers) {
    return filtered(headers, ABOUT_CONTENT, false);
  }

  private static Headers filtered(Headers headers, Set<String> names, boolean kept) {
    Headers left = Headers.NONE;
    for (int i = 0; i < headers.size(); i++) {
      if (names.contains(headers.name(i).toLowerCase(Locale.ROOT)) == kept) {
        left = left.with(headers.name(i), headers.value(i));
      }
    }
    return left;
  }
}
