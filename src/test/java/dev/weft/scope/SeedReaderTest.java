package dev.weft.scope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeedReaderTest {
  @TempDir private Path folder;

  private final SeedReader reader = new SeedReader(ScopeKind.HOST);

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a?b,   https://example.com/a?b",
    "HTTP://Example.com,        http://example.com/",
    "https:example.com,         https://example.com/",
    "//example.com/x,           https://example.com/x",
    "example.com,               https://example.com/",
    "example.com/docs/,         https://example.com/docs/",
    "example.com:8443,          https://example.com:8443/",
    "www.bücher.example,        https://www.xn--bcher-kva.example/",
    "localhost,                 http://localhost/",
    "localhost:8080/x,          http://localhost:8080/x",
    "docs.localhost:1/,         http://docs.localhost:1/",
    "127.0.0.1:8081,            http://127.0.0.1:8081/",
    "[::1]:80/x,                http://[::1]/x",
    "https://example.com/#a,    https://example.com/",
  })
  void aWordIsReadAsAUrlOrAsAHost(String word, String href) {
    SeedList list = reader.read(List.of(word));

    assertThat(list.problems()).isEmpty();
    assertThat(list.seeds()).extracting(seed -> seed.url().href()).containsExactly(href);
    assertThat(list.seeds().get(0).kind()).isEqualTo(ScopeKind.HOST);
    assertThat(list.seeds().get(0).source()).isEqualTo("command line");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://example.com/,            ftp",
    "mailto:a@example.com,          mailto",
    "file:///etc/passwd,            file",
    "http://,                       http://",
    "https://exa mple.com/,         %20",
    "example,                       https://example/",
    "/docs/,                        ",
    "https://e.com scope=planet,    'host, domain, prefix or any'",
    "https://e.com depth=3,         depth=3",
    "https://[::1/,                 ",
  })
  void aWordThatIsNoSeedIsAProblemThatSaysWhatToDo(String word, String told) {
    SeedList list = reader.read(List.of(word));

    assertThat(list.seeds()).isEmpty();
    assertThat(list.problems()).hasSize(1);
    assertThat(list.problems().get(0))
        .startsWith("command line: ")
        .contains(told == null ? "no seed" : told);
  }

  @Test
  void aFileHasOneSeedALineWithScopesAndComments() throws IOException {
    SeedList list =
        read(
            "# seeds\r\n\r\nhttps://a.example/ scope=domain  # the whole domain\r"
                + "https://b.example/x#frag\tscope=PREFIX\n   c.example   \n\n");

    assertThat(list.problems()).isEmpty();
    assertThat(list.seeds())
        .extracting(seed -> seed.source() + " " + seed.kind().code() + " " + seed.url())
        .containsExactly(
            "seeds.txt:3 domain https://a.example/",
            "seeds.txt:4 prefix https://b.example/x",
            "seeds.txt:5 host https://c.example/");
  }

  @Test
  void aBadLineIsNamedAndTheOthersAreRead() throws IOException {
    SeedList list = read("https://a.example/\nhttps://b.example:99999/\nhttps://c.example/\n");

    assertThat(list.seeds()).hasSize(2);
    assertThat(list.problems()).hasSize(1);
    assertThat(list.problems().get(0)).startsWith("seeds.txt:2: `https://b.example:99999/`");
  }

  @Test
  void aByteOrderMarkAndAMissingLastLineEndAreNoMatter() throws IOException {
    SeedList list = read("\uFEFFhttps://a.example/\nhttps://b.example/");

    assertThat(list.seeds()).extracting(Seed::source).containsExactly("seeds.txt:1", "seeds.txt:2");
  }

  @Test
  void aVeryLongLineIsNamedAndTheNextIsRead() throws IOException {
    SeedList list = read("https://a.example/" + "x".repeat(5_000_000) + "\nhttps://b.example/");

    assertThat(list.seeds()).extracting(Seed::source).containsExactly("seeds.txt:2");
    assertThat(list.problems()).hasSize(1);
    assertThat(list.problems().get(0)).startsWith("seeds.txt:1:").contains("16384");
  }

  @Test
  void noiseGivesBoundedProblemsThatATerminalCanShow() throws IOException {
    long seed = System.nanoTime();
    byte[] noise = new byte[1_000_000];
    new Random(seed).nextBytes(noise);
    SeedList list = reader.read("seeds.txt", new ByteArrayInputStream(noise));

    assertThat(list.problems()).as("seed " + seed).hasSizeBetween(2, Limits.SEED_PROBLEMS_MAX + 1);
    assertThat(list.problems().get(list.problems().size() - 1)).contains("more lines");
    assertThat(String.join("", list.problems())).doesNotContainPattern("\\p{Cc}");
  }

  @Test
  void aSeedMaySendSomething() throws IOException {
    Path query = Files.writeString(folder.resolve("query.json"), "{}");
    SeedList list =
        read(
            "https://a.example/ body=q=a+b scope=domain\n"
                + ("https://b.example/ method=put type=application/json body-file=" + query + "\n")
                + "https://c.example/ method=POST\nhttps://d.example/ method=get\n");

    assertThat(list.problems()).isEmpty();
    assertThat(list.seeds())
        .extracting(seed -> seed.submission().map(Submission::toString).orElse("none"))
        .containsExactly("POST of 5 bytes", "PUT of 2 bytes", "POST of 0 bytes", "none");
    assertThat(list.seeds().get(0).kind()).isEqualTo(ScopeKind.DOMAIN);
    assertThat(list.seeds())
        .extracting(seed -> seed.submission().flatMap(Submission::contentType).orElse("none"))
        .containsExactly(Submission.FORM, "application/json", "none", "none");
  }

  @Test
  void whatASeedCannotSendIsAProblem() throws IOException {
    Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
    SeedList list =
        read(
            "https://a.example/ method=GET body=x\nhttps://b.example/ method=TRACE\n"
                + "https://c.example/ body=x body-file=y\nhttps://d.example/ body-file=/nowhere/x\n"
                + ("https://e.example/ body-file=" + large + "\n")
                + "https://f.example/ size=2\n");

    assertThat(list.seeds()).isEmpty();
    assertThat(list.problems())
        .satisfiesExactly(
            one -> assertThat(one).contains(":1: method must be POST, PUT or PATCH"),
            one -> assertThat(one).contains(":2: method must be POST, PUT or PATCH"),
            one -> assertThat(one).contains(":3: there are both body and body-file"),
            one -> assertThat(one).contains(":4: the body's file `/nowhere/x` cannot be read"),
            one -> assertThat(one).contains(":5: the body has 1048577 bytes; at most 1048576"),
            one -> assertThat(one).contains(":6: `size=2` after the URL is no option"));
  }

  private SeedList read(String file) throws IOException {
    return reader.read("seeds.txt", new ByteArrayInputStream(file.getBytes(UTF_8)));
  }
}
