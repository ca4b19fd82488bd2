package dev.weft.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SplittableRandom;

/** Pages of some 25 KB as a manual has them: lists of links, paragraphs, a table. */
final class MadeUpPage {
  private static final String[] WORDS = {
    "page", "link", "value", "class", "method", "return", "index", "number", "list", "string",
    "thread", "socket", "event", "queue", "loop", "process", "memory", "address", "table", "result"
  };
  private static final int SECTIONS = 24;
  private static final int WORDS_EACH = 70;

  private MadeUpPage() {}

  static byte[] html(int number) {
    SplittableRandom random = new SplittableRandom(number);
    StringBuilder html = new StringBuilder(30_000);
    html.append("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Page ")
        .append(number)
        .append("</title></head><body><nav><ul>");
    for (int i = 0; i < SECTIONS; i++) {
      html.append("<li><a href=\"#s").append(i).append("\">Section ").append(i).append("</a>");
    }
    html.append("</ul></nav>");
    for (int i = 0; i < SECTIONS; i++) {
      html.append("<section id=s").append(i).append("><h2>Section ").append(i).append("</h2><p>");
      for (int w = 0; w < WORDS_EACH; w++) {
        String word = WORDS[random.nextInt(WORDS.length)];
        if (random.nextInt(8) == 0) {
          html.append("<a href=\"/").append(word).append('/').append(random.nextInt(1_000));
          html.append(".html\" title=\"").append(word).append("\"><code>").append(word);
          html.append("</code></a> ");
        } else {
          html.append(word).append(random.nextInt(12) == 0 ? " &amp; " : " ");
        }
      }
      html.append("</p></section>");
    }
    return html.append("</body></html>").toString().getBytes(UTF_8);
  }
}
