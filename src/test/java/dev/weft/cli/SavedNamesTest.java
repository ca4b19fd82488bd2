package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.Body;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SavedNamesTest {
  private static final Body BODY = Body.wrap("x".getBytes(UTF_8), 1);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "https://example.com/, text/html, example.com.html",
    "https://example.com/docs/a.html, text/plain, example.com_docs_a.html",
    "https://example.com/docs/, text/html, example.com_docs.html",
    "https://example.com/a.PDF, application/pdf, example.com_a.pdf",
    "https://example.com/get?file=../../etc/passwd, text/plain, example.com_get_file_._._etc_passwd.txt",
    "http://localhost:8080/x, application/json, localhost_8080_x.json",
    "http://example.com/..%2f..%2fetc/passwd, '', example.com_._2f._2fetc_passwd",
    "http://example.com/a%00b.exe, '', example.com_a_00b.exe",
    "http://con/, '', site-con",
    "http://nul/, text/plain, site-nul.txt",
    "http://com1.example/, '', site-com1.example",
    "http://example.com/.htaccess, '', example.com_.htaccess",
    "http://[::1]/, '', 1",
  })
  void hostile28_namesAreOneSafeWord(String url, String type, String name) {
    assertThat(name(url, type).plain()).isEqualTo(name);
  }

  @Test
  void hostile28_whateverAUrlSaysTheFileIsInTheFolder() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SaveFolder saves = open(folder.resolve("in"));
    String signs = "ab./\\%2e%00:*?\"<>|~$\u202e\u00e4CON ;'";
    for (int i = 0; i < 300; i++) {
      StringBuilder path = new StringBuilder("http://h/");
      for (int j = random.nextInt(i % 10 == 0 ? 4_000 : 20); j > 0; j--) {
        path.append(signs.charAt(random.nextInt(signs.length())));
      }
      Optional<CrawlUrl> url = CrawlUrl.parse(path.toString());
      if (url.isPresent()) {
        Path saved = saves.save(BODY, SavedNames.of(url.get(), Optional.empty()), i);
        assertThat(saved.getParent()).as("seed %s", seed).isEqualTo(folder.resolve("in"));
        assertThat(saved.getFileName().toString())
            .as("seed %s", seed)
            .matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,180}[A-Za-z0-9])?");
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("in"));
    }
  }

  @Test
  void noFileIsWrittenOver() throws IOException {
    SaveFolder saves = open(folder);
    SavedNames.Name name = name("http://h/a.txt", "");
    Path outside = Files.writeString(folder.resolve("precious"), "kept");
    Files.createSymbolicLink(folder.resolve("h_a-3.txt"), outside);

    assertThat(saves.save(BODY, name, 1)).hasFileName("h_a.txt");
    assertThat(saves.save(BODY, name, 2)).hasFileName("h_a-2.txt");
    assertThat(saves.save(BODY, name, 2)).hasFileName("h_a-2-1.txt");
    assertThat(saves.save(BODY, name, 3)).hasFileName("h_a-3-1.txt");
    assertThat(outside).hasContent("kept");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> SaveFolder.open(file)).hasMessageContaining("give --save a folder");
  }

  private static SaveFolder open(Path path) throws IOException {
    try {
      return SaveFolder.open(path);
    } catch (CommandFailure e) {
      throw new IOException(e);
    }
  }

  private static SavedNames.Name name(String url, String type) {
    return SavedNames.of(
        CrawlUrl.parse(url).orElseThrow(), Optional.of(type).filter(text -> !text.isEmpty()));
  }
}
