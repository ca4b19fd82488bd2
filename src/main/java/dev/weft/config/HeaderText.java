package dev.weft.config;

import dev.weft.config.Setting.Value;
import dev.weft.page.Headers;
import java.util.Locale;
import java.util.Set;

/** Header fields as users write them (RFC 9110 §5). */
final class HeaderText {
  /** Fields that are the fetcher's own: they frame the message or name the host. */
  private static final Set<String> RESERVED =
      Set.of(
          "host",
          "connection",
          "keep-alive",
          "content-length",
          "transfer-encoding",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "accept-encoding");

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private HeaderText() {}

  /** {@code Name: value} as headers with that one field. */
  static Headers parse(Value value) {
    String text = value.text();
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon).strip();
    String content = text.substring(colon + 1).strip();
    if (!isToken(name) || !isVisible(content)) {
      throw refused(value, "a name and a value on one line, such as `Accept-Language: en`");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (RESERVED.contains(lower)) {
      throw refused(value, "a header that is not the fetcher's own: it sets " + name + " itself");
    }
    if (lower.equals("user-agent")) {
      throw refused(
          value, "another header; use " + CrawlOption.USER_AGENT.flag() + " for this one");
    }
    return Headers.NONE.with(name, content);
  }

  static String userAgent(Value value) {
    String text = value.text().strip();
    if (text.isEmpty() || !isVisible(text) || !text.chars().allMatch(c -> c < 0x7f)) {
      throw refused(value, "a name in ASCII, such as `Example/1.0 (+https://example.com/bot)`");
    }
    return text;
  }

  static String contact(Value value) {
    String text = value.text().strip();
    boolean isAddress =
        text.startsWith("https://") || text.startsWith("http://") || text.indexOf('@') > 0;
    if (!isAddress || !text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '(' && c != ')')) {
      throw refused(value, "a URL or a mail address, such as https://example.com/bot");
    }
    return text;
  }

  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || TOKEN_SIGNS.indexOf(c) >= 0);
  }

  private static boolean isVisible(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
  }

  private static IllegalArgumentException refused(Value value, String allowed) {
    Value shown = new Value(Secrets.hiddenHeader(value.text()), value.subject());
    return new IllegalArgumentException(Settings.refusal(shown, allowed));
  }
}
