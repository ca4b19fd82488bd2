package dev.weft.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.SinkKind;
import dev.weft.config.CrawlConfig.Chosen;
import dev.weft.fetch.FetchOptions.Timeouts;
import dev.weft.frontier.FrontierLimits;
import dev.weft.page.Headers;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.UrlPattern;
import dev.weft.sink.Compression;
import dev.weft.sink.SinkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
  private static final Path DEFAULTS = Path.of("config", "crawl.yaml");

  @TempDir private Path folder;

  @Test
  void theDefaultsAreThoseOfTheParts() throws ConfigException {
    CrawlConfig config = new ConfigReader("1.2").read();

    assertThat(config.scopeKind()).isEqualTo(ScopeKind.HOST);
    assertThat(config.scope()).isEqualTo(ScopeOptions.NONE);
    assertThat(config.limits()).isEqualTo(FrontierLimits.of(10 << 20, 256));
    assertThat(config.politeness()).isEqualTo(PolitenessOptions.DEFAULT);
    assertThat(config.parse()).isEqualTo(ParseOptions.DEFAULT);
    assertThat(config.fetch().userAgent()).isEqualTo("Weft/1.2");
    assertThat(config.fetch().timeouts()).isEqualTo(Timeouts.DEFAULT);
    assertThat(config.fetch().headers().size()).isZero();
    assertThat(config.sinks()).containsExactly(new ChosenSink(SinkKind.JSONL, SinkOptions.DEFAULT));
    assertThat(config.maxDuration()).isEmpty();
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.chosen()).isEmpty();
    assertThat(config.namesContact()).isFalse();
  }

  @Test
  void theDefaultFileSaysTheDefaults() throws ConfigException {
    CrawlConfig fromFile = new ConfigReader("1").file(DEFAULTS).read();
    CrawlConfig builtIn = new ConfigReader("1").read();

    assertThat(fromFile)
        .usingRecursiveComparison()
        .ignoringFields("chosen", "fetch.headers")
        .isEqualTo(builtIn);
    assertThat(fromFile.fetch().headers().size()).isZero();
  }

  @Test
  void theDefaultFileNamesEveryOption() throws IOException {
    String text = Files.readString(DEFAULTS);

    for (CrawlOption option : CrawlOption.values()) {
      assertThat(text).as(option.key()).containsPattern("(?m)^(# )?" + option.key() + ":( |$)");
    }
  }

  @Test
  void flagsOverrideTheEnvironmentWhichOverridesTheFile() throws IOException, ConfigException {
    Path file = write("delay: 1m\nretries: 7\nmax-hops: 3\n");

    CrawlConfig config =
        new ConfigReader("1")
            .file(file)
            .environment(Map.of("WEFT_DELAY", "2m", "WEFT_RETRIES", "8", "WEFT_SINK", ""))
            .flags(Map.of(CrawlOption.DELAY, List.of("3m")))
            .read();

    assertThat(config.politeness().delay()).isEqualTo(Duration.ofMinutes(3));
    assertThat(config.politeness().retries()).isEqualTo(8);
    assertThat(config.scope().hopsMax()).isEqualTo(OptionalInt.of(3));
    assertThat(config.sinks()).containsExactly(new ChosenSink(SinkKind.JSONL, SinkOptions.DEFAULT));
    assertThat(config.chosen())
        .containsExactlyInAnyOrder(
            new Chosen(CrawlOption.DELAY, "3m", "flag"),
            new Chosen(CrawlOption.RETRIES, "8", "environment"),
            new Chosen(CrawlOption.MAX_HOPS, "3", file.toString()));
  }

  @Test
  void valuesAreReadInTheirUnits() throws IOException, ConfigException {
    Path file =
        write(
            """
            max-pages: 10k
            max-pages-per-host: 2m
            max-bytes: 1g
            max-body: 512K
            max-duration: 1h30m
            grace: 1.5s
            timeout: 3s
            """);

    CrawlConfig config = new ConfigReader("1").file(file).read();

    assertThat(config.limits().pagesMax()).isEqualTo(OptionalLong.of(10_000));
    assertThat(config.limits().pagesPerHostMax()).isEqualTo(OptionalLong.of(2_000_000));
    assertThat(config.limits().bytesMax()).isEqualTo(OptionalLong.of(1 << 30));
    assertThat(config.limits().bodyBytesMax()).isEqualTo(512 << 10);
    assertThat(config.maxDuration()).contains(Duration.ofMinutes(90));
    assertThat(config.grace()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(config.fetch().timeouts())
        .isEqualTo(
            new Timeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(12)));
  }

  @Test
  void listsComeFromSequencesLinesAndRepeatedFlags() throws IOException, ConfigException {
    Path file = write("include:\n  - /docs/*\n  - re:^https\nlinks: a\n");

    CrawlConfig config =
        new ConfigReader("1")
            .file(file)
            .environment(Map.of("WEFT_EXCLUDE", "*.pdf\n*.zip"))
            .flags(
                Map.of(
                    CrawlOption.LINKS, List.of("a,area", "img"),
                    CrawlOption.HEADER, List.of("Accept-Language: en", "X-Two:2")))
            .read();

    assertThat(config.scope().include())
        .extracting(UrlPattern::text)
        .containsExactly("/docs/*", "re:^https");
    assertThat(config.scope().include().get(1).source()).isEqualTo(file + ":3: include");
    assertThat(config.scope().exclude())
        .extracting(UrlPattern::text)
        .containsExactly("*.pdf", "*.zip");
    assertThat(config.parse().links())
        .containsExactlyInAnyOrder(LinkKind.A, LinkKind.AREA, LinkKind.IMG);
    Headers headers = config.fetch().headers();
    assertThat(headers.first("accept-language")).contains("en");
    assertThat(headers.first("x-two")).contains("2");
  }

  @Test
  void ownSiteStartsItsSearchAtThirtyTwoUnlessToldOtherwise() throws ConfigException {
    Map<CrawlOption, List<String>> own = Map.of(CrawlOption.OWN_SITE, List.of("true"));
    Map<CrawlOption, List<String>> ownWithFour =
        Map.of(CrawlOption.OWN_SITE, List.of("true"), CrawlOption.PER_HOST, List.of("4"));

    assertThat(new ConfigReader("1").file(DEFAULTS).flags(own).read().politeness().perHost())
        .isEqualTo(32);
    assertThat(new ConfigReader("1").flags(ownWithFour).read().politeness().perHost()).isEqualTo(4);
  }

  @Test
  void aMailAddressAsContactGoesIntoFromUnlessThatIsGiven() throws ConfigException {
    Map<CrawlOption, List<String>> mail = Map.of(CrawlOption.CONTACT, List.of("bot@example.com"));
    Map<CrawlOption, List<String>> both =
        Map.of(
            CrawlOption.CONTACT, List.of("bot@example.com"),
            CrawlOption.HEADER, List.of("From: me@example.com"));
    Map<CrawlOption, List<String>> url =
        Map.of(CrawlOption.CONTACT, List.of("https://a.example/@me"));

    assertThat(new ConfigReader("1").flags(mail).read().fetch().headers().all("from"))
        .containsExactly("bot@example.com");
    assertThat(new ConfigReader("1").flags(both).read().fetch().headers().all("from"))
        .containsExactly("me@example.com");
    assertThat(new ConfigReader("1").flags(url).read().fetch().headers().size()).isZero();
  }

  @Test
  void addressesTrapsAndThrottleAreReadAndOwnSitesAreFreeOfPatterns() throws ConfigException {
    Map<CrawlOption, List<String>> flags =
        Map.of(
            CrawlOption.OWN_SITE, List.of("true"),
            CrawlOption.PER_HOST, List.of("100"),
            CrawlOption.ADDRESS_DELAY, List.of("50ms"),
            CrawlOption.THROTTLE, List.of("5"),
            CrawlOption.HOST_FAILURES, List.of("3"),
            CrawlOption.MAX_PATH_DEPTH, List.of("7"));

    CrawlConfig config = new ConfigReader("1").flags(flags).read();

    assertThat(config.politeness().addresses())
        .isEqualTo(new PolitenessOptions.PerAddress(100, Duration.ofMillis(50)));
    assertThat(config.politeness().throttle()).isEqualTo(5);
    assertThat(config.politeness().hostFailuresMax()).isEqualTo(3);
    assertThat(config.scope().traps().depthMax()).isEqualTo(7);
    assertThat(config.scope().traps().urlsPerPatternMax()).isEmpty();
  }

  @Test
  void aContactGoesIntoTheUserAgent() throws ConfigException {
    CrawlConfig usual =
        new ConfigReader("1.2")
            .flags(Map.of(CrawlOption.CONTACT, List.of("me@example.com")))
            .read();
    CrawlConfig named =
        new ConfigReader("1.2")
            .flags(Map.of(CrawlOption.USER_AGENT, List.of("Bot/9 (+https://bot.example/)")))
            .read();

    assertThat(usual.fetch().userAgent()).isEqualTo("Weft/1.2 (+me@example.com)");
    assertThat(usual.namesContact()).isTrue();
    assertThat(named.fetch().userAgent()).isEqualTo("Bot/9 (+https://bot.example/)");
    assertThat(named.namesContact()).isTrue();
  }

  @Test
  void anEmptyFileAndAByteOrderMarkAreFine() throws IOException, ConfigException {
    assertThat(new ConfigReader("1").file(write("")).read().chosen()).isEmpty();
    assertThat(
            new ConfigReader("1").file(write("\ufeffretries: 0\n")).read().politeness().retries())
        .isZero();
  }

  @Test
  void severalSinksEachHaveTheirOptions() throws Exception {
    Path file =
        write(
            """
            sink:
              - warc
              - {kind: csv, columns: [url, status], roll: 1m}
              - jsonl compress=zstd
            """);

    assertThat(new ConfigReader("1").file(file).read().sinks())
        .containsExactly(
            new ChosenSink(SinkKind.WARC, SinkOptions.DEFAULT),
            new ChosenSink(
                SinkKind.CSV,
                SinkOptions.DEFAULT.withColumns(List.of("url", "status")).withRollBytes(1 << 20)),
            new ChosenSink(SinkKind.JSONL, SinkOptions.DEFAULT.withCompression(Compression.ZSTD)));
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("crawl.yaml"), yaml);
  }
}
