package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.Cli.Run;
import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoPage;
import dev.weft.demo.DemoTruth;
import dev.weft.demo.DemoWeb;
import dev.weft.page.Disposition;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class DemoCommandTest {
  private static final int PAGES = 600;

  @TempDir private Path folder;

  @Test
  void theDemoFindsExactlyWhatThereIs() throws IOException {
    Run run = Cli.run("demo", "--pages", "" + PAGES, "--seed", "7", "-o", folder.toString());

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.err()).isEmpty();
    List<JsonNode> records = CrawlCommandTest.records(folder);
    int port = CrawlUrl.parse(records.get(0).get("url").asText()).orElseThrow().port();
    DemoWeb web = new DemoWeb(DemoOptions.DEFAULT.withPages(PAGES).withSeed(7), port);
    DemoTruth truth = DemoTruth.of(web);
    for (Disposition disposition : Disposition.values()) {
      assertThat(urls(records, disposition))
          .as(disposition.code())
          .containsExactlyInAnyOrderElementsOf(truth.urls(disposition));
    }
    assertThat(records).allSatisfy(record -> hasTitleAndSizeOf(web, record));
    assertThat(run.out())
        .startsWith("Crawling http://docs.localhost:")
        .endsWith("All " + truth.count() + " URLs of this web were found, each once.\n");
  }

  @Test
  void pagesThatMakeNoWebAreAUsageError() {
    assertThat(Cli.run("demo", "--pages", "2"))
        .isEqualTo(new Run(2, "", "weft: --pages is 2; must be 4 to 1000000\n"));
    assertThat(Cli.run("demo", "--pages", "many").code()).isEqualTo(2);
  }

  private static void hasTitleAndSizeOf(DemoWeb web, JsonNode record) {
    if (record.get("disposition").asText().equals(Disposition.FETCHED.code())) {
      CrawlUrl url = CrawlUrl.parse(record.get("url").asText()).orElseThrow();
      DemoPage page = web.page(url.host().toString(), url.pathAndQuery());
      assertThat(record.get("bytes").asLong()).isEqualTo(web.body(page).length);
      assertThat(record.get("title").textValue()).isEqualTo(web.title(page));
      assertThat(record.get("truncated").isNull()).isTrue();
    }
  }

  private static List<String> urls(List<JsonNode> records, Disposition disposition) {
    List<String> urls = new ArrayList<>();
    for (JsonNode record : records) {
      if (record.get("disposition").asText().equals(disposition.code())) {
        urls.add(record.get("url").asText());
      }
    }
    return urls;
  }
}
