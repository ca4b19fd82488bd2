package dev.weft.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Links and pages as a site of manuals has them, the same in every run. */
final class SamplePages {
  static final CrawlUrl PAGE =
      CrawlUrl.parse("https://docs.example/manual/chapter-7/section-12.html").orElseThrow();

  private SamplePages() {}

  /** References as pages write them: relative mostly, some with a fragment, some from the root. */
  static List<String> references(int count) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, count).mapToObj(i -> reference(random.nextInt(10), i)).toList();
  }

  private static String reference(int form, int number) {
    if (form < 4) {
      return "section-" + number + ".html";
    } else if (form < 6) {
      return "../chapter-" + number % 40 + "/section-" + number + ".html#part-" + number % 7;
    } else if (form < 8) {
      return "/manual/chapter-" + number % 40 + "/";
    } else if (form < 9) {
      return "https://docs.example/api/class-" + number + ".html?view=all";
    }
    return "#part-" + number;
  }

  /** Absolute URLs, in the form that {@link CrawlUrl} has for them. */
  static List<String> urls(int count) {
    return references(count).stream()
        .map(reference -> PAGE.resolve(reference).orElseThrow().href())
        .toList();
  }

  /** A page of some 25 KB with so many links among headings, paragraphs, code and a script. */
  static byte[] page(int links) {
    StringBuilder html =
        new StringBuilder("<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>")
            .append("<title>Section 12 &mdash; manual</title>\n<link rel=stylesheet href=/m.css>")
            .append("<script>if (a < b && c > d) { open('<a href=x>'); }</script></head><body>\n");
    for (String reference : references(links)) {
      html.append("<h2 class=\"title section\" id=\"s")
          .append(html.length())
          .append("\">A heading</h2>\n<p>Words of a paragraph, as many as one may expect, with ")
          .append("<code class=\"literal\">some_code(x &lt; 3)</code> and what follows it: <a ")
          .append("class=\"reference internal\" href=\"")
          .append(reference)
          .append("\"><span>the link</span></a>, then an end.</p><!-- a comment -->\n");
    }
    return html.append("</body></html>\n").toString().getBytes(UTF_8);
  }
}
