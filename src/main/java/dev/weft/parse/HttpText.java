package dev.weft.parse;

import java.util.function.Consumer;

/**
 * URLs in text that is not markup: those that begin with {@code http://} or {@code https://} and
 * are written as RFC 3986 says, in ASCII.
 */
public final class HttpText {
  private static final String HTTP = "http";

  /** What ends a URL, beside white space, controls and all beyond ASCII (RFC 3986 appendix C). */
  private static final String DELIMITERS = "<>\"`{}|\\^";

  /** What ends a sentence rather than the URL before it. */
  private static final String TRAILING = ".,;:!?'*_~";

  private HttpText() {}

  /** Whether the text, from its first character to its last, is one such URL. */
  static boolean isUrl(String text) {
    int start = afterScheme(text, 0);
    return start > 0 && start < text.length() && endOfUrl(text, start) == text.length();
  }

  /** Passes on the URLs in text of this kind, {@link LinkKind#TEXT} or {@link LinkKind#JSON}. */
  public static void find(LinkKind kind, String text, Consumer<String> urls) {
    if (kind == LinkKind.JSON) {
      inJson(text, urls);
    } else {
      inText(text, urls);
    }
  }

  /** Passes on every URL in plain text, without what follows it in a sentence. */
  static void inText(String text, Consumer<String> urls) {
    int at = 0;
    while ((at = indexOfHttp(text, at)) >= 0) {
      int start = afterScheme(text, at);
      int end = start < 0 ? at + HTTP.length() : endOfUrl(text, start);
      boolean inWord = at > 0 && isWord(text.charAt(at - 1));
      if (start > 0 && !inWord) {
        int last = beforeSentence(text, start, end);
        if (last > start) {
          urls.accept(text.substring(at, last));
        }
      }
      at = end;
    }
  }

  /** Passes on every string of a JSON text that is such a URL; the text need not be well-formed. */
  static void inJson(String text, Consumer<String> urls) {
    StringBuilder string = new StringBuilder();
    int at = text.indexOf('"');
    while (at >= 0) {
      int end = endOfString(text, at + 1);
      if (end < 0) {
        return;
      }
      if (afterScheme(text, at + 1) > 0) {
        string.setLength(0);
        unescape(text, at + 1, end, string);
        String value = string.toString();
        if (isUrl(value)) {
          urls.accept(value);
        }
      }
      at = text.indexOf('"', end + 1);
    }
  }

  private static int indexOfHttp(String text, int from) {
    for (int i = from; i + HTTP.length() < text.length(); i++) {
      if ((text.charAt(i) | 0x20) == 'h' && text.regionMatches(true, i, HTTP, 0, HTTP.length())) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Past {@code http://} or {@code https://}, whose slashes JSON may escape; negative if absent.
   */
  private static int afterScheme(String text, int from) {
    if (!text.regionMatches(true, from, HTTP, 0, HTTP.length())) {
      return -1;
    }
    int at = from + HTTP.length();
    if (at < text.length() && (text.charAt(at) | 0x20) == 's') {
      at++;
    }
    if (text.startsWith("://", at)) {
      return at + "://".length();
    }
    return text.startsWith(":\\/\\/", at) ? at + ":\\/\\/".length() : -1;
  }

  private static int endOfUrl(String text, int from) {
    int at = from;
    while (at < text.length()
        && text.charAt(at) > ' '
        && text.charAt(at) < 0x7F
        && DELIMITERS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** The URL's end without the marks of a sentence and brackets that open before the URL. */
  private static int beforeSentence(String text, int from, int to) {
    int round = 0;
    int square = 0;
    for (int i = from; i < to; i++) {
      round += balance(text.charAt(i), '(', ')');
      square += balance(text.charAt(i), '[', ']');
    }
    int end = to;
    while (end > from) {
      char last = text.charAt(end - 1);
      if (last == ')' && round < 0) {
        round++;
      } else if (last == ']' && square < 0) {
        square++;
      } else if (TRAILING.indexOf(last) < 0) {
        return end;
      }
      end--;
    }
    return end;
  }

  private static int balance(char c, char open, char close) {
    if (c == open) {
      return 1;
    }
    return c == close ? -1 : 0;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) && c < 0x80;
  }

  private static int endOfString(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at < text.length() ? at : -1;
  }

  private static void unescape(String text, int from, int to, StringBuilder out) {
    int at = from;
    while (at < to) {
      char c = text.charAt(at++);
      if (c == '\\' && at < to) {
        c = text.charAt(at++);
        if (c == 'u' && at + 4 <= to && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
          c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
          at += 4;
        } else if (c != '/' && c != '\\' && c != '"') {
          c = ' ';
        }
      }
      out.append(c);
    }
  }
}
