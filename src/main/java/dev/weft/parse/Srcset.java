package dev.weft.parse;

import java.util.ArrayList;
import java.util.List;

/** The URLs of a {@code srcset} attribute (HTML Standard, "parse a srcset attribute"). */
public final class Srcset {
  private Srcset() {}

  /** The URLs, in their order. */
  public static List<String> urls(String text) {
    List<String> urls = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < text.length() && (isBlank(text.charAt(at)) || text.charAt(at) == ',')) {
        at++;
      }
      if (at == text.length()) {
        return urls;
      }
      int start = at;
      while (at < text.length() && !isBlank(text.charAt(at))) {
        at++;
      }
      int end = at;
      while (text.charAt(end - 1) == ',') {
        end--;
      }
      urls.add(text.substring(start, end));
      if (end == at) {
        at = afterDescriptors(text, at);
      }
    }
  }

  /** The place after the comma that ends a candidate's descriptors; parentheses protect commas. */
  private static int afterDescriptors(String text, int from) {
    boolean inParentheses = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && !inParentheses) {
        return i + 1;
      }
      inParentheses = c == '(' || (inParentheses && c != ')');
    }
    return text.length();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }
}
