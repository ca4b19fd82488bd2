package dev.weft.compare;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.parse.ContentRequest;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages that are parsed: made up, or some from everywhere in a folder. */
final class ParsePages {
  /** Many enough to be unlike each other, few enough to be parsed again and again. */
  static final int PAGES_MAX = 200;

  private static final int PAGE_BYTES_MAX = 1 << 20;

  private ParsePages() {}

  /** An empty folder's name means made-up pages. */
  static List<ContentRequest> of(String folder) throws IOException {
    List<ContentRequest> pages = new ArrayList<>();
    if (folder.isEmpty()) {
      for (int i = 0; i < PAGES_MAX; i++) {
        pages.add(request(i, MadeUpPage.html(i)));
      }
      return pages;
    }
    for (Path file : files(Path.of(folder))) {
      pages.add(request(pages.size(), Files.readAllBytes(file)));
    }
    return pages;
  }

  /** The HTML files of a folder, at most {@link #PAGES_MAX}, taken at even distances. */
  static List<Path> files(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.filter(ParsePages::isHtml).sorted().toList();
    }
    int count = Math.min(PAGES_MAX, all.size());
    List<Path> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }

  private static boolean isHtml(Path file) {
    return file.toString().matches(".*\\.html?") && Files.isRegularFile(file);
  }

  private static ContentRequest request(int number, byte[] html) {
    return new ContentRequest(
        CrawlUrl.parse("http://pages.example/" + number).orElseThrow(),
        Headers.of("Content-Type", "text/html; charset=utf-8"),
        Body.wrap(html, html.length),
        true,
        PAGE_BYTES_MAX,
        PAGE_BYTES_MAX);
  }
}
