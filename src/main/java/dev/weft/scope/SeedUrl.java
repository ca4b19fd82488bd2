package dev.weft.scope;

import dev.weft.url.CrawlUrl;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a user's word for a web address is read: as a URL, or as a bare host. */
public final class SeedUrl {
  private static final Pattern WITH_SCHEME =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?!\\d{1,5}(?:[/?#]|$)).*", Pattern.DOTALL);

  /** The URL, or the problem that stands against it. */
  public record Reading(@Nullable CrawlUrl url, @Nullable String problem) {}

  private SeedUrl() {}

  /** Reads {@code https://example.com/}, {@code example.com/docs} or {@code localhost:8080}. */
  public static Reading read(String word) {
    if (WITH_SCHEME.matcher(word).matches()) {
      return parse(word);
    }
    if (word.startsWith("//")) {
      return parse("https:" + word);
    }
    return bareHost(word);
  }

  private static Reading parse(String text) {
    CrawlUrl url = CrawlUrl.parseOrNull(text);
    if (url == null) {
      return new Reading(null, CrawlUrl.explain(text).orElse("it is malformed"));
    }
    if (!url.isHttp()) {
      return new Reading(null, "its scheme is " + url.scheme() + "; must be http or https");
    }
    return new Reading(url, null);
  }

  private static Reading bareHost(String word) {
    Reading reading = parse("https://" + word);
    CrawlUrl url = reading.url();
    if (url == null) {
      return reading;
    }
    String host = url.host().toString();
    if (url.host().isIpLiteral() || url.host().isLoopbackName()) {
      return parse("http://" + word);
    }
    if (host.indexOf('.') < 0) {
      return new Reading(null, "if it is a host, write https://" + host + "/");
    }
    return reading;
  }
}
