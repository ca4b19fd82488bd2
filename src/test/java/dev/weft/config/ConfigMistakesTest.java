package dev.weft.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigMistakesTest {
  @TempDir private Path folder;

  static Stream<Arguments> oneLineFiles() {
    return Stream.of(
        line("delay: -2s", "delay is -2s; must be 0s or more"),
        line("delay: 2", "delay is 2; must be a time with its unit, such as 500ms, 2s or 1h30m"),
        line(
            "delay: soon",
            "delay is soon; must be a time with its unit, such as 500ms, 2s or 1h30m"),
        line("delay: 2d", "delay is 2d; must be 1d or less"),
        line("delay:", "delay has no value; write one or delete the line"),
        line(
            "delay: \"\"",
            "delay is empty; must be a time with its unit, such as 500ms, 2s or 1h30m"),
        line("delay: [1s, 2s]", "delay is a list; must be one value: TIME"),
        line("delay: {host: 1s}", "delay is a group of keys; must be one value: TIME"),
        line("dealy: 1s", "dealy is no option; did you mean delay?"),
        line("max-page: 5", "max-page is no option; did you mean max-pages?"),
        line(
            "colour: red",
            "colour is no option; `weft crawl --help` lists them all, without the dashes here"),
        line("max-pages: -1", "max-pages is -1; must be 0 or more"),
        line("max-pages: 1.5", "max-pages is 1.5; must be a whole number such as 100 or 10k"),
        line("max-pages: 10g", "max-pages is 10g; must be a whole number such as 100 or 10k"),
        line("max-hops: 9m", "max-hops is 9m; must be 1000000 or less"),
        line("max-body: 0", "max-body is 0; must be 1 or more"),
        line("max-body: 2g", "max-body is 2g; must be 1g or less"),
        line("max-body: big", "max-body is big; must be a size in bytes such as 500k, 10m or 2g"),
        line(
            "max-bytes: 99999999t",
            "max-bytes is 99999999t; must be a size in bytes such as 500k, 10m or 2g"),
        line("scope: site", "scope is site; must be host, domain, prefix or any"),
        line("own-site: maybe", "own-site is maybe; must be true or false"),
        line("per-host: 0", "per-host is 0; must be 1 or more"),
        line("concurrency: 1m", "concurrency is 1m; must be 50000 or less"),
        line("fetcher: apache", "fetcher is apache; must be netty, blocking or virtual"),
        line("threads: 0", "threads is 0; must be 1 or more"),
        line("retries: many", "retries is many; must be a whole number such as 100 or 10k"),
        line("timeout: 0s", "timeout is 0s; must be 10ms or more"),
        line(
            "links: [a, button]",
            "links is button; must be one of a, area, link, iframe, frame, img, script, source,"
                + " video, audio, embed, object, form, refresh, feed, sitemap, xml, text, json"),
        line("links: [{a: b}]", "links holds something that is no KIND"),
        line("include: 're:('", "include: `re:(` is no RE2 expression: missing closing )"),
        line(
            "exclude: pdf",
            "exclude: `pdf` matches no URL; begin it with *, / or http, for example `*pdf`"),
        line(
            "header: Accept",
            "header is Accept; must be a name and a value on one line, such as `Accept-Language:"
                + " en`"),
        line(
            "header: \"X: a\\r\\nHost: b\"",
            "header is X: a\r\nHost: b; must be a name and a value on one line, such as"
                + " `Accept-Language: en`"),
        line(
            "header: 'Host: a'",
            "header is Host: a; must be a header that is not the fetcher's own: it sets Host"
                + " itself"),
        line(
            "header: 'User-Agent: me'",
            "header is User-Agent: me; must be another header; use --user-agent for this one"),
        line(
            "user-agent: ' '",
            "user-agent is  ; must be a name in ASCII, such as `Example/1.0"
                + " (+https://example.com/bot)`"),
        line(
            "contact: me",
            "contact is me; must be a URL or a mail address, such as https://example.com/bot"));
  }

  static Stream<Arguments> linesOfSinks() {
    return Stream.of(
        line("sink: xml", "sink is xml; must be jsonl, csv, warc or none"),
        line(
            "sink: jsonl zstd",
            "sink has zstd; what follows the kind must be KEY=VALUE, as compress=gzip"),
        line("sink: jsonl compress=lzma", "sink compress is lzma; must be none, gzip or zstd"),
        line(
            "sink: csv roll=much",
            "sink roll is much; must be a size in bytes such as 500k, 10m or 2g"),
        line("sink: warc level=10", "sink level is 10; must be 1 to 9"),
        line(
            "sink: warc compress=zstd",
            "sink warc has the key compress; must be of kind, roll, level"),
        line("sink: [jsonl, jsonl roll=1g]", "sink names jsonl twice; leave one out"),
        line("sink: [none, csv]", "sink is none beside another sink; leave one out"),
        line(
            "sink: csv columns=url,titel",
            "sink columns has the column titel; did you mean title?"),
        line("sink: {kind: csv}", "sink is a group of keys; must be a list of groups"));
  }

  private static Arguments line(String yaml, String message) {
    return Arguments.of(yaml, message);
  }

  @ParameterizedTest
  @MethodSource({"oneLineFiles", "linesOfSinks"})
  void aMistakeInTheFileNamesItsPlaceAndWhatIsAllowed(String yaml, String message)
      throws IOException {
    Path file = write("# a comment\n" + yaml + "\n");

    assertThat(mistakes(new ConfigReader("1").file(file))).containsExactly(file + ":2: " + message);
  }

  @Test
  void allMistakesAreToldAtOnceInTheOrderOfTheirLines() throws IOException {
    Path file = write("delay: 1\nmax-pages: 10\n\nscope: all\ninclude:\n  - /ok/*\n  - 're:['\n");

    List<String> mistakes =
        mistakes(
            new ConfigReader("1")
                .file(file)
                .environment(Map.of("WEFT_RETRIES", "x"))
                .flags(Map.of(CrawlOption.GRACE, List.of("-5s"))));

    assertThat(mistakes)
        .satisfiesExactly(
            one -> assertThat(one).startsWith(file + ":1: delay is 1; "),
            one -> assertThat(one).startsWith(file + ":4: scope is all; "),
            one -> assertThat(one).startsWith(file + ":7: include: `re:[` is no RE2"),
            one -> assertThat(one).startsWith("WEFT_RETRIES is x; "),
            one -> assertThat(one).isEqualTo("--grace is -5s; must be 0s or more"));
  }

  @Test
  void aKeyGivenTwiceNamesBothLines() throws IOException {
    Path file = write("delay: 1s\nretries: 1\ndelay: 2s\n");

    assertThat(mistakes(new ConfigReader("1").file(file)))
        .containsExactly(file + ":3: delay is here again, after line 1; keep one of them");
  }

  @Test
  void whatIsNoYamlNamesThePlace() throws IOException {
    Path file = write("delay: 1s\nscope: [host\nretries: 1\n");

    assertThat(mistakes(new ConfigReader("1").file(file)))
        .singleElement()
        .asString()
        .startsWith(file + ":3:8: is no YAML: ");
  }

  @Test
  void aFileThatIsNoListOfOptionsIsRefused() throws IOException {
    Path file = write("just words\n");

    assertThat(mistakes(new ConfigReader("1").file(file)))
        .containsExactly(file + ":1: is no list of options; write lines such as `delay: 1s`");
  }

  @Test
  void filesThatCannotBeReadSayWhy() throws IOException {
    Path none = folder.resolve("none.yaml");
    Path binary = folder.resolve("binary.yaml");
    Files.write(binary, new byte[] {0, 1, 2, 3});
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "header: 'X: é'".getBytes(StandardCharsets.ISO_8859_1));
    Path large = folder.resolve("large.yaml");
    Files.writeString(large, "# " + "x".repeat(1 << 20));

    assertThat(mistakes(new ConfigReader("1").file(none)))
        .containsExactly(
            none + ": there is no such file; give -c the path of one, or leave -c out");
    assertThat(mistakes(new ConfigReader("1").file(folder)))
        .containsExactly(folder + ": is a folder; give -c the path of a file in it");
    assertThat(mistakes(new ConfigReader("1").file(latin)))
        .containsExactly(latin + ": is neither UTF-8 nor UTF-16; save it as UTF-8");
    assertThat(mistakes(new ConfigReader("1").file(binary)))
        .singleElement()
        .asString()
        .startsWith(binary + ": is no YAML: ");
    assertThat(mistakes(new ConfigReader("1").file(large)))
        .containsExactly(large + ": is larger than 1m; is it YAML?");
  }

  @Test
  void aBombOfAliasesIsRefusedAtOnce() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a").append(i).append(": &a").append(i);
      bomb.append(" [*a").append(i - 1).append(", *a").append(i - 1).append("]\n");
    }
    bomb.append("include: *a39\n");
    Path file = write(bomb.toString());

    assertThat(mistakes(new ConfigReader("1").file(file)))
        .containsExactly(
            file
                + ": is no YAML: Number of aliases for non-scalar nodes exceeds the specified"
                + " max=50");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    Path file = write("include: " + "[".repeat(5_000) + "\n");

    assertThat(mistakes(new ConfigReader("1").file(file))).isNotEmpty();
  }

  @Test
  void aLongValueIsCutInItsMessage() throws IOException {
    Path file = write("delay: " + "9".repeat(5_000) + "\n");

    assertThat(mistakes(new ConfigReader("1").file(file)))
        .singleElement()
        .asString()
        .hasSizeLessThan(300)
        .contains("999…; must be ");
  }

  @Test
  void everyOptionRefusesNonsense() {
    for (CrawlOption option : CrawlOption.values()) {
      if (option.isForFiles()) {
        continue;
      }
      ConfigReader reader = new ConfigReader("1").flags(Map.of(option, List.of("\u0007")));

      assertThat(mistakes(reader)).as(option.key()).hasSize(1);
      assertThat(mistakes(reader).get(0)).as(option.key()).contains(option.flag());
    }
  }

  @Test
  void aMistypedVariableIsPointedOut() throws ConfigException {
    ConfigReader reader =
        new ConfigReader("1").environment(Map.of("WEFT_MAX_PAGE", "5", "WEFT_JAVA", "/jdk"));

    reader.read();

    assertThat(reader.warnings())
        .containsExactly("WEFT_MAX_PAGE is set but is no option; did you mean WEFT_MAX_PAGES?");
  }

  @Test
  void noKeyIsNearerToAnotherThanToItself() {
    List<String> keys = Arrays.stream(CrawlOption.values()).map(CrawlOption::key).toList();

    assertThat(keys).allSatisfy(key -> assertThat(Nearest.to(key, keys)).contains(key));
    assertThat(Nearest.to("zzzzzz", keys)).isEmpty();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("crawl.yaml"), yaml, StandardCharsets.UTF_8);
  }

  private static List<String> mistakes(ConfigReader reader) {
    return catchThrowableOfType(ConfigException.class, reader::read).mistakes();
  }
}
