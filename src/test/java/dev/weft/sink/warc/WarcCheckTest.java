package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.sink.Pages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of other makes find nothing wrong with what is written, and would if there were. */
final class WarcCheckTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    Page[] pages = IntStream.range(0, 50).mapToObj(Pages::archived).toArray(Page[]::new);
    Archive archive = new Archive(folder).write(pages);
    file = archive.files().get(0);
  }

  @Test
  void theValidatorFindsNothing() throws IOException {
    assertThat(WarcCheck.faults(List.of(file))).isEmpty();
  }

  @Test
  void theValidatorNoticesAnIdUsedTwice() throws IOException {
    assertThat(WarcCheck.faults(List.of(doubled()))).anyMatch(line -> line.contains("used twice"));
  }

  @Test
  void theValidatorNoticesAWrongDigest() throws IOException {
    assertThat(WarcCheck.faults(List.of(altered())))
        .anyMatch(line -> line.contains("block digest failed"))
        .anyMatch(line -> line.contains("payload digest failed"));
  }

  @Test
  void theValidatorNoticesATornTail() throws IOException {
    for (int cut : new int[] {1, 9, 60}) {
      assertThat(WarcCheck.faults(List.of(torn(cut)))).as("torn by %s", cut).isNotEmpty();
    }
  }

  @Test
  void anotherReaderFindsTheSame() throws IOException {
    List<String> found = WarcCheck.readByNode(List.of(file));

    assertThat(found).noneMatch(line -> line.startsWith("ERROR")).hasSize(1 + 3 * 50);
    assertThat(found)
        .filteredOn(line -> line.contains("\"response\""))
        .hasSize(50)
        .allMatch(line -> line.contains("\"status\":200"));
  }

  @Test
  void anotherReaderNoticesWhatIsWrong() throws IOException {
    assertThat(WarcCheck.readByNode(List.of(doubled())))
        .anyMatch(line -> line.startsWith("ERROR") && line.contains("used twice"));
    assertThat(WarcCheck.readByNode(List.of(altered())))
        .anyMatch(line -> line.startsWith("ERROR") && line.contains("block digest"))
        .anyMatch(line -> line.startsWith("ERROR") && line.contains("payload digest"));
    assertThat(WarcCheck.readByNode(List.of(torn(9)))).anyMatch(line -> line.startsWith("ERROR"));
  }

  @Test
  void anotherReaderTakesBodiesThatWereCut() throws IOException {
    Archive cut =
        new Archive(folder.resolve("cut"))
            .write(Pages.archived(1, "HTTP/1.1 200 OK", "cut", Truncation.DISCONNECT));

    assertThat(WarcCheck.readByNode(cut.files()))
        .noneMatch(line -> line.startsWith("ERROR"))
        .anyMatch(line -> line.contains("\"truncated\":\"disconnect\""));
  }

  private Path doubled() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(bytes);
    twice.write(bytes);
    return Files.write(folder.resolve("doubled.warc.gz"), twice.toByteArray());
  }

  private Path altered() throws IOException {
    String text;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      text = new String(in.readAllBytes(), ISO_8859_1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String record : text.split("(?=WARC/1\\.1\r\n)", -1)) {
      try (GZIPOutputStream member = new GZIPOutputStream(bytes)) {
        member.write(record.replace("This is page 7.", "This is page 8.").getBytes(UTF_8));
      }
    }
    return Files.write(folder.resolve("altered.warc.gz"), bytes.toByteArray());
  }

  private Path torn(int by) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Files.write(folder.resolve("torn.warc.gz"), Arrays.copyOf(bytes, bytes.length - by));
  }
}
