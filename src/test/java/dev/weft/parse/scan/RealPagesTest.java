package dev.weft.parse.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Pages written by others, read where they lie: every {@code .html} under the folder that {@code
 * -Dweft.pages=DIR} names must give the same links and title by both parsers.
 */
final class RealPagesTest {
  private static final int SHOWN = 20;

  @Test
  @Timeout(1_800)
  void scannerAndDomAgreeOnEveryPage() throws IOException {
    String folder = System.getProperty("weft.pages", "");
    if (folder.isEmpty()) {
      System.out.println("skipped: no -Dweft.pages=DIR names a folder of HTML pages");
      Assumptions.abort("no weft.pages");
    }
    List<String> differences = new ArrayList<>();
    int documents = 0;
    int otherOrder = 0;
    try (Comparison comparison = Comparison.ofAllKinds();
        Stream<Path> files = Files.walk(Path.of(folder), FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) files.filter(RealPagesTest::isPage)::iterator) {
        byte[] bytes = Files.readAllBytes(file);
        CrawlUrl url = urlOf(Path.of(folder).relativize(file));
        documents++;
        Optional<String> difference = comparison.difference(url, "text/html", bytes);
        difference.ifPresent(text -> differences.add(file + ": " + text));
        otherOrder += comparison.isSameInOrder(url, "text/html", bytes) ? 0 : 1;
      }
      System.out.println(
          documents
              + " documents, "
              + comparison.links()
              + " links, "
              + differences.size()
              + " documents differ, "
              + otherOrder
              + " have their links in another order");
    }
    differences.stream().limit(SHOWN).forEach(System.out::println);

    assertThat(differences).isEmpty();
  }

  private static boolean isPage(Path file) {
    String name = file.toString();
    return (name.endsWith(".html") || name.endsWith(".htm")) && Files.isRegularFile(file);
  }

  private static CrawlUrl urlOf(Path file) {
    return CrawlUrl.parse("http://pages.example/" + file.toString().replace('\\', '/'))
        .orElseThrow();
  }
}
