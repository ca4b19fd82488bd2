package dev.weft.parse;

import java.util.List;
import java.util.Locale;

/**
 * Whether a document without a type is HTML: it begins with one of the tags that the WHATWG MIME
 * Sniffing Standard §7.1 lists, after white space and a byte order mark.
 */
public final class HtmlSniffer {
  private static final List<String> BEGINNINGS =
      List.of(
          "<!doctype html",
          "<html",
          "<head",
          "<script",
          "<iframe",
          "<h1",
          "<div",
          "<font",
          "<table",
          "<a",
          "<style",
          "<title",
          "<b",
          "<body",
          "<br",
          "<p",
          "<!--");
  private static final int LONGEST = "<!doctype html".length() + 1;

  private HtmlSniffer() {}

  /** Whether the content begins as HTML does. */
  public static boolean looksLikeHtml(ParseRequest request) {
    byte[] bytes = request.content().array();
    int length = request.content().arrayLength();
    int start = hasMark(bytes, length) ? 3 : 0;
    while (start < length && " \t\n\r\f".indexOf(bytes[start]) >= 0) {
      start++;
    }
    StringBuilder head = new StringBuilder();
    for (int i = start; i < Math.min(length, start + LONGEST); i++) {
      head.append((char) (bytes[i] & 0xFF));
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    return BEGINNINGS.stream().anyMatch(tag -> lower.startsWith(tag) && endsTag(lower, tag));
  }

  private static boolean endsTag(String text, String tag) {
    return tag.equals("<!--")
        || (text.length() > tag.length() && " >".indexOf(text.charAt(tag.length())) >= 0);
  }

  private static boolean hasMark(byte[] bytes, int length) {
    return length >= 3
        && (bytes[0] & 0xFF) == 0xEF
        && (bytes[1] & 0xFF) == 0xBB
        && (bytes[2] & 0xFF) == 0xBF;
  }
}
