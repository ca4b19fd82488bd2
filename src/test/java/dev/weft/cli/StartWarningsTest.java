package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.config.ConfigException;
import dev.weft.config.ConfigReader;
import dev.weft.config.CrawlConfig;
import dev.weft.config.CrawlOption;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.scope.SeedReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StartWarningsTest {
  @ParameterizedTest
  @ValueSource(strings = {"https://example.com/", "http://8.8.8.8/", "http://[2606:4700::1]/"})
  void aCrawlOfPublicHostsWithoutContactIsWarned(String url) throws ConfigException {
    assertThat(StartWarnings.contact(new ConfigReader("1.2").read(), seeds(url)).orElseThrow())
        .startsWith("the user agent is Weft/1.2: whoever runs ")
        .endsWith("; add --contact with a URL or mail address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/",
        "http://docs.localhost/",
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "http://[::1]/",
        "http://intranet/",
        "http://build.local./",
        "http://db.corp.internal/"
      })
  void privateHostsNeedNoContact(String url) throws ConfigException {
    assertThat(StartWarnings.contact(new ConfigReader("1").read(), seeds(url))).isEmpty();
  }

  @Test
  void aContactIsEnough() throws ConfigException {
    CrawlConfig config =
        new ConfigReader("1")
            .flags(Map.of(CrawlOption.CONTACT, List.of("https://example.com/bot")))
            .read();

    assertThat(StartWarnings.contact(config, seeds("https://example.com/"))).isEmpty();
  }

  @Test
  void aSiteOfOnesOwnOnThePublicInternetIsDoubted() throws ConfigException {
    CrawlConfig config = ownSite();

    assertThat(StartWarnings.of(config, seeds("https://www.example.com/")))
        .anyMatch(line -> line.startsWith("--own-site: www.example.com is on the public internet"))
        .anyMatch(line -> line.endsWith("stop now and leave --own-site out"));
    assertThat(StartWarnings.of(config, seeds("http://localhost:8080/"))).isEmpty();
    assertThat(StartWarnings.of(config, seeds("http://intranet/"))).isEmpty();
  }

  @Test
  void whereNothingIsLiftedNothingIsSaidOfIt() throws ConfigException {
    CrawlConfig config = new ConfigReader("1").read();

    assertThat(StartWarnings.ownSite(config, seeds("https://example.com/"))).isEmpty();
    assertThat(StartWarnings.obedience(config, seeds("https://example.com/"))).isEmpty();
  }

  private static CrawlConfig ownSite() throws ConfigException {
    return new ConfigReader("1").flags(Map.of(CrawlOption.OWN_SITE, List.of("true"))).read();
  }

  private static List<Seed> seeds(String url) {
    return new SeedReader(ScopeKind.HOST).read(List.of(url)).seeds();
  }
}
