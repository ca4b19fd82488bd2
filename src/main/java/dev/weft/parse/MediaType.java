package dev.weft.parse;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a Content-Type header that matter here, parsed as the WHATWG MIME Sniffing Standard
 * §4.4 says: the type and subtype in lower case, and the label of the {@code charset} parameter.
 */
public record MediaType(String essence, @Nullable String charsetLabel) {
  /** HTML. */
  public static final String HTML = "text/html";

  /** HTML written as XML. */
  public static final String XHTML = "application/xhtml+xml";

  /** XML of no better known kind. */
  static final String XML = "text/xml";

  /** Plain text. */
  static final String TEXT = "text/plain";

  /** What is no text and cannot be told. */
  static final String BINARY = "application/octet-stream";

  private static final String CHARSET = "charset";

  /** Parses a header; empty if it names no type. */
  public static Optional<MediaType> parse(String header) {
    String text = stripped(header);
    int end = indexOrEnd(text, ';', 0);
    String essence = stripped(text.substring(0, end)).toLowerCase(Locale.ROOT);
    int slash = essence.indexOf('/');
    if (slash < 0
        || !isToken(essence.substring(0, slash))
        || !isToken(essence.substring(slash + 1))) {
      return Optional.empty();
    }
    return Optional.of(new MediaType(essence, charset(text, end)));
  }

  private static @Nullable String charset(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int nameStart = at + 1;
      int nameEnd = nameStart;
      while (nameEnd < text.length() && ";=".indexOf(text.charAt(nameEnd)) < 0) {
        nameEnd++;
      }
      if (nameEnd == text.length() || text.charAt(nameEnd) == ';') {
        at = nameEnd;
        continue;
      }
      String name = text.substring(nameStart, nameEnd).replaceFirst("^[ \t\r\n]+", "");
      int valueStart = nameEnd + 1;
      boolean quoted = valueStart < text.length() && text.charAt(valueStart) == '"';
      String value;
      if (quoted) {
        StringBuilder unquoted = new StringBuilder();
        at = indexOrEnd(text, ';', unquote(text, valueStart + 1, unquoted));
        value = unquoted.toString();
      } else {
        at = indexOrEnd(text, ';', valueStart);
        value = stripped(text.substring(valueStart, at));
      }
      if (name.equalsIgnoreCase(CHARSET) && isValue(value) && (quoted || !value.isEmpty())) {
        return value;
      }
    }
    return null;
  }

  /** Appends a quoted string's content; gives the place after it. */
  private static int unquote(String text, int from, StringBuilder content) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      content.append(text.charAt(at));
      at++;
    }
    return at;
  }

  private static int indexOrEnd(String text, char c, int from) {
    int found = text.indexOf(c, from);
    return found < 0 ? text.length() : found;
  }

  private static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    c < 128 && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0));
  }

  private static boolean isValue(String text) {
    return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= 0xFF && c != 0x7F));
  }
}
