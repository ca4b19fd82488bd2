package dev.weft.parse;

import org.jspecify.annotations.Nullable;

/** Titles as records hold them: white space collapsed and bounded in length. */
public final class Titles {
  private Titles() {}

  /** The title in an element's text; null if there is nothing but white space. */
  public static @Nullable String of(String text) {
    StringBuilder title = new StringBuilder(Math.min(text.length(), Limits.TITLE_CHARS_MAX));
    boolean gap = false;
    for (int i = 0; i < text.length() && title.length() < Limits.TITLE_CHARS_MAX; i++) {
      char c = text.charAt(i);
      if (c <= ' ' && " \t\n\f\r".indexOf(c) >= 0) {
        gap = title.length() > 0;
        continue;
      }
      if (gap) {
        title.append(' ');
        gap = false;
      }
      title.append(c);
    }
    cut(title);
    return title.isEmpty() ? null : title.toString();
  }

  private static void cut(StringBuilder title) {
    if (title.length() > Limits.TITLE_CHARS_MAX) {
      title.setLength(Limits.TITLE_CHARS_MAX);
    }
    int last = title.length() - 1;
    if (last >= 0 && Character.isHighSurrogate(title.charAt(last))) {
      title.setLength(last);
    }
  }
}
