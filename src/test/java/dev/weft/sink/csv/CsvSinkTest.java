package dev.weft.sink.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.weft.page.Page;
import dev.weft.sink.Pages;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvSinkTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String READ_BY_PYTHON =
      """
      import csv, json, sys
      with open(sys.argv[1], newline='', encoding='utf-8') as table:
          print(json.dumps(list(csv.reader(table, strict=True))))
      """;

  @TempDir private Path folder;

  private Path write(SinkOptions options, Page... pages) throws IOException {
    try (Sink sink = CsvSink.inFolder(folder, options)) {
      sink.open(SinkMark.NOTHING);
      for (Page page : pages) {
        sink.write(page);
      }
    }
    return folder.resolve("pages.csv");
  }

  private static SinkOptions columns(String... names) {
    return SinkOptions.DEFAULT.withColumns(List.of(names));
  }

  @Test
  void theFirstRowNamesTheColumns() throws IOException {
    Path file = write(columns("status", "url"), Pages.fetched(1));

    assertThat(Files.readString(file))
        .isEqualTo("status,url\r\n200,https://example.com/page/1?q=%22\r\n");
  }

  @Test
  void withoutAChoiceThereAreAllColumns() throws IOException {
    Path file = write(SinkOptions.DEFAULT, Pages.fetched(1), Pages.robotsDenied());

    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().allowMissingFields(false).ofNamedCsvRecord(file)) {
      List<NamedCsvRecord> read = rows.stream().toList();
      assertThat(read.get(0).getHeader()).isEqualTo(CsvSink.columns());
      assertThat(read.get(0).getField("title")).isEqualTo("Page 1 – an ordinary title");
      assertThat(read.get(0).getField("fetchedAt")).isEqualTo("2026-03-04T05:06:07.089Z");
      assertThat(read.get(0).getField("timings.total")).isEqualTo("10000");
      assertThat(read.get(0).getField("hops")).isEqualTo("2");
      assertThat(read.get(1).getField("disposition")).isEqualTo("robotsDenied");
      assertThat(read.get(1).getField("status")).isEmpty();
      assertThat(read.get(1).getField("timings.dns")).isEmpty();
    }
  }

  @Test
  void aColumnThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> CsvSink.inFolder(folder, columns("url", "colour")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("colour")
        .hasMessageContaining("url, request");
  }

  @Test
  void nullIsEmptyAndEmptyTextIsTwoQuotes() throws IOException {
    Path file = write(columns("title", "hops"), Pages.titled(1, null), Pages.titled(2, ""));

    assertThat(Files.readString(file)).isEqualTo("title,hops\r\n,2\r\n\"\",2\r\n");
  }

  @Test
  void aTableIsGoneOnWithInItsColumnsAlone() throws IOException {
    SinkMark mark = marked(columns("url", "status"), SinkMark.NOTHING);

    assertThatThrownBy(() -> marked(columns("url", "hops"), mark))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("pages.csv") + " has the columns url, status")
        .hasMessageContaining("the options name url, hops; give the options of the earlier run");

    marked(columns("url", "status"), mark);
    assertThat(Files.readAllLines(folder.resolve("pages.csv"))).hasSize(3);
  }

  @Test
  void aTableOfAnEarlierVersionKeepsItsColumns() throws IOException {
    SinkMark mark = marked(columns("status", "hops"), SinkMark.NOTHING);

    marked(SinkOptions.DEFAULT, mark);

    assertThat(Files.readString(folder.resolve("pages.csv")))
        .isEqualTo("status,hops\r\n200,2\r\n200,2\r\n");
  }

  /** The mark after one more page. */
  private SinkMark marked(SinkOptions options, SinkMark before) throws IOException {
    try (Sink sink = CsvSink.inFolder(folder, options)) {
      sink.open(before);
      sink.write(Pages.fetched(1));
      return sink.checkpoint();
    }
  }

  @Test
  void noRowIsAnEmptyLine() throws IOException {
    Path file = write(columns("title"), Pages.titled(1, null));

    assertThat(Files.readString(file)).isEqualTo("title\r\n\"\"\r\n");
  }

  @Test
  void hostile29_whatSpreadsheetsWouldRunHasAnApostropheInFront() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String start : new String[] {"=", "+", "-", "@", "\t", "\r", "\n", "'", "\uff1d"}) {
      texts.add(start + "cmd|' /C calc'!A0");
    }
    texts.add("a;=1+1");
    texts.add("1-1=0");

    List<String> cells = cells(texts);

    assertThat(cells.subList(0, 9)).allMatch(cell -> cell.startsWith("'"));
    assertThat(cells.stream().map(cell -> cell.replaceFirst("^'", ""))).isEqualTo(texts);
    assertThat(Files.readString(folder.resolve("pages.csv"))).contains("\"a;=1+1\"");
  }

  @Test
  void hostile29_controlCharactersAreReplaced() throws IOException {
    assertThat(cells(List.of("a\u0000b\u001b[2Jc\u202ed\u0085e\ud800f")))
        .containsExactly("a\ufffdb\ufffd[2Jc\ufffdd\ufffde\ufffdf");
  }

  @Test
  void textOfAnyKindIsReadBack() throws IOException {
    Random random = new Random(11);
    String letters = "a\"',;\n\r\t =+-@é😀 x";
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        int at = random.nextInt(letters.codePointCount(0, letters.length()));
        text.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, at)));
      }
      texts.add(text.toString());
    }

    List<String> cells = cells(texts);

    assertThat(cells.stream().map(cell -> cell.replaceFirst("^'", ""))).isEqualTo(texts);
  }

  /** The titles of a table, as a parser of another make and, if it is here, Python's read them. */
  private List<String> cells(List<String> titles) throws IOException {
    Page[] pages = titles.stream().map(title -> Pages.titled(1, title)).toArray(Page[]::new);
    Path file = write(columns("url", "title"), pages);
    List<String> cells = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().allowMissingFields(false).ofNamedCsvRecord(file)) {
      rows.forEach(row -> cells.add(row.getField("title")));
    }
    assertThat(cells).hasSameSizeAs(titles);
    return cells;
  }

  @Test
  void pythonReadsTheSame() throws Exception {
    List<String> titles = List.of("=1+1", "a,\"b\"\r\nc", "", "plain é😀", "'quoted'", " spaces ");
    List<String> cells = cells(titles);
    Path file = folder.resolve("pages.csv");
    Process python;
    try {
      python = new ProcessBuilder("python3", "-c", READ_BY_PYTHON, file.toString()).start();
    } catch (IOException e) {
      System.out.println("skipped: no python3 here; it is in Debian's python3");
      assumeTrue(false, "python3 is not installed");
      return;
    }
    JsonNode rows = JSON.readTree(python.getInputStream().readAllBytes());

    assertThat(python.waitFor()).isZero();
    assertThat(rows).hasSize(titles.size() + 1);
    for (int i = 0; i < titles.size(); i++) {
      assertThat(rows.get(i + 1).get(1).asText()).isEqualTo(cells.get(i));
    }
  }

  @Test
  void aStreamGetsTheTableAndStaysOpen() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (Sink sink = CsvSink.to(output, columns("url"))) {
      sink.open(SinkMark.NOTHING);
      sink.write(Pages.fetched(1));
      assertThat(sink.checkpoint()).isEqualTo(SinkMark.NOTHING);
    }
    output.write('!');

    assertThat(output.toString(UTF_8)).isEqualTo("url\r\nhttps://example.com/page/1?q=%22\r\n!");
  }
}
