package dev.weft.cookies;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import dev.weft.url.RegistrableDomain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes cookies of the Set-Cookie fields of an answer: RFC 6265bis §5.6, and of §5.7 what needs no
 * jar. A field that sets no cookie is passed over, as the specification asks. Any thread; creating
 * a reader loads the public suffix list, which takes a moment.
 */
public final class CookieReader {
  private static final String SECURE_PREFIX = "__secure-";
  private static final String HOST_PREFIX = "__host-";

  /** A reader. */
  public CookieReader() {
    HostName.parse("example.com").ifPresent(RegistrableDomain::isPublicSuffix);
  }

  /** The cookies that an answer for {@code url} sets; those that are over already delete others. */
  public List<Cookie> read(CrawlUrl url, Headers answer, Instant now) {
    List<String> fields = answer.all("set-cookie");
    if (fields.isEmpty()) {
      return List.of();
    }
    List<Cookie> cookies = new ArrayList<>();
    for (String field : fields) {
      if (cookies.size() == Limits.ANSWER_COOKIES_MAX) {
        break;
      }
      cookie(url, field, now).ifPresent(cookies::add);
    }
    return cookies;
  }

  private static Optional<Cookie> cookie(CrawlUrl url, String field, Instant now) {
    if (!field.chars().allMatch(CookieReader::isAllowed)) {
      return Optional.empty();
    }
    int end = endOf(field, ';', 0);
    int equals = field.indexOf('=');
    boolean isNamed = equals >= 0 && equals < end;
    String name = isNamed ? trimmed(field, 0, equals) : "";
    String value = trimmed(field, isNamed ? equals + 1 : 0, end);
    if (name.length() + value.length() > Limits.COOKIE_BYTES_MAX
        || (name.isEmpty() && value.isEmpty())) {
      return Optional.empty();
    }
    return cookie(url, asUtf8(name), asUtf8(value), new Attributes(field, end, now));
  }

  /** The checks of §5.7. */
  private static Optional<Cookie> cookie(
      CrawlUrl url, String name, String value, Attributes attributes) {
    String host = url.host().toString();
    String domain = attributes.domain;
    boolean hostOnly = domain.isEmpty();
    if (!hostOnly && isPublicSuffix(domain)) {
      if (!domain.equals(host)) {
        return Optional.empty();
      }
      hostOnly = true;
    }
    if (!hostOnly && !domain.equals(host) && !mayBeSetFrom(url, domain)) {
      return Optional.empty();
    }
    boolean isSecure = url.origin().isSecure();
    if (attributes.secure && !isSecure) {
      return Optional.empty();
    }
    String path = attributes.path != null ? attributes.path : defaultPath(url.path());
    if (!keepsItsPrefix(name.isEmpty() ? value : name, name.isEmpty(), attributes)) {
      return Optional.empty();
    }
    return Optional.of(
        new Cookie(
            name,
            value,
            hostOnly ? host : domain,
            RegistrableDomain.siteOf(url.host()),
            hostOnly,
            path,
            attributes.secure,
            isSecure,
            attributes.until()));
  }

  private static boolean mayBeSetFrom(CrawlUrl url, String domain) {
    return !url.host().isIpLiteral() && Cookie.isBelow(url.host().toString(), domain);
  }

  /** In whatever case and with whatever dots, as hosts are read. */
  private static boolean isPublicSuffix(String domain) {
    return HostName.parse(domain).map(RegistrableDomain::isPublicSuffix).orElse(true);
  }

  /** What a name promises by its prefix must be so (§4.1.3); a value may not promise it. */
  private static boolean keepsItsPrefix(String text, boolean nameless, Attributes attributes) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith(HOST_PREFIX)) {
      return !nameless
          && attributes.secure
          && attributes.domain.isEmpty()
          && "/".equals(attributes.path);
    }
    return !lower.startsWith(SECURE_PREFIX) || (!nameless && attributes.secure);
  }

  /** The folder of the path (§5.1.4). */
  private static String defaultPath(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static boolean isAllowed(int c) {
    return c == '\t' || (c >= ' ' && c != 0x7f);
  }

  /** Where {@code sign} is next, or the end. */
  private static int endOf(String field, char sign, int from) {
    int found = field.indexOf(sign, from);
    return found < 0 ? field.length() : found;
  }

  private static String trimmed(String field, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isBlank(field.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(field.charAt(end - 1))) {
      end--;
    }
    return field.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Header values hold bytes as characters; what goes back is written as UTF-8. */
  private static String asUtf8(String bytes) {
    return bytes.chars().allMatch(c -> c < 0x80)
        ? bytes
        : new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  /** What follows the first semicolon; of attributes with one name the last holds. */
  private static final class Attributes {
    private final Instant now;
    private @Nullable Instant expires;
    private @Nullable Instant maxAge;
    private String domain = "";
    private @Nullable String path;
    private boolean secure;

    Attributes(String field, int from, Instant now) {
      this.now = now;
      for (int start = from + 1; start <= field.length(); ) {
        int end = endOf(field, ';', start);
        int equals = Math.min(endOf(field, '=', start), end);
        String value = equals == end ? "" : trimmed(field, equals + 1, end);
        if (value.length() <= Limits.ATTRIBUTE_BYTES_MAX) {
          take(trimmed(field, start, equals).toLowerCase(Locale.ROOT), value);
        }
        start = end + 1;
      }
    }

    private void take(String name, String value) {
      switch (name) {
        case "expires" -> CookieDate.parse(value).ifPresent(date -> expires = date);
        case "max-age" -> maxAge(value);
        case "domain" ->
            domain = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
        case "path" -> path = value.startsWith("/") ? value : null;
        case "secure" -> secure = true;
        default -> {
          // HttpOnly, SameSite and whatever else there is mean nothing here.
        }
      }
    }

    private void maxAge(String value) {
      String digits = value.startsWith("-") ? value.substring(1) : value;
      if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return;
      }
      boolean over = value.startsWith("-") || digits.chars().allMatch(c -> c == '0');
      long most = Limits.AGE_MAX.toSeconds();
      long seconds = digits.length() > 10 ? most : Math.min(Long.parseLong(digits), most);
      maxAge = over ? Instant.MIN : now.plusSeconds(seconds);
    }

    Instant until() {
      if (maxAge != null) {
        return maxAge;
      }
      Instant latest = now.plus(Limits.AGE_MAX);
      return expires == null ? Instant.MAX : expires.isAfter(latest) ? latest : expires;
    }
  }
}
