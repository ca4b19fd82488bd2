package dev.weft.parse;

import java.util.Optional;

/**
 * The target in the {@code content} of {@code <meta http-equiv=refresh>}, as in {@code 5;
 * url=next.html} (HTML Standard, "shared declarative refresh steps").
 */
public final class Refresh {
  private static final String BLANKS = " \t\n\f\r";

  private final String text;
  private int at;

  private Refresh(String text) {
    this.text = text;
  }

  /** The target; empty if the content names none. */
  public static Optional<String> target(String content) {
    return new Refresh(content).target();
  }

  private Optional<String> target() {
    skip(BLANKS);
    int time = at;
    skip("0123456789.");
    if (at == time || at == text.length()) {
      return Optional.empty();
    }
    int afterTime = at;
    skip(BLANKS);
    if (at < text.length() && ";,".indexOf(text.charAt(at)) >= 0) {
      at++;
    } else if (at == afterTime) {
      return Optional.empty();
    }
    skip(BLANKS);
    skipUrlPrefix();
    return at == text.length() ? Optional.empty() : Optional.of(url());
  }

  private void skipUrlPrefix() {
    int before = at;
    if (text.regionMatches(true, at, "url", 0, 3)) {
      at += 3;
      skip(BLANKS);
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        skip(BLANKS);
        return;
      }
    }
    at = before;
  }

  private String url() {
    char quote = text.charAt(at);
    if (quote != '"' && quote != '\'') {
      return text.substring(at);
    }
    int end = text.indexOf(quote, at + 1);
    return text.substring(at + 1, end < 0 ? text.length() : end);
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
