package dev.weft.robots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.robots.RobotsAnswer.Follow;
import dev.weft.robots.RobotsAnswer.Rules;
import dev.weft.robots.RobotsAnswer.Unreachable;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RobotsReaderTest {
  private static final CrawlUrl ASKED = url("https://example.com/robots.txt");

  private final RobotsReader reader = new RobotsReader("weft");

  @Test
  void theFileIsAskedForAtTheRootOfTheOrigin() {
    assertThat(RobotsReader.robotsUrl(url("http://example.com:8080/a/b?c").origin()))
        .isEqualTo(url("http://example.com:8080/robots.txt"));
  }

  @Test
  void aSuccessfulAnswerIsParsed() {
    RobotsAnswer answer = answered(200, null, null, 0);

    assertThat(answer).isInstanceOf(Rules.class);
    assertThat(((Rules) answer).rules().allows(url("https://example.com/x"))).isFalse();
    assertThat(((Rules) answer).ttl()).isEqualTo(Duration.ofHours(24));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 451, 300, 304})
  void hostile22_noFileAllowsEverything(int status) {
    assertThat(answered(status, null, null, 0))
        .isEqualTo(new Rules(RobotsRules.ALLOW_ALL, Duration.ofHours(24)));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 599})
  void hostile22_aServerInTroubleForbidsEverythingForNow(int status) {
    assertThat(answered(status, null, null, 0)).isInstanceOf(Unreachable.class);
    assertThat(((Unreachable) answered(status, null, null, 0)).reason()).contains("" + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsFollowedAlsoToAnotherHost(int status) {
    assertThat(answered(status, "//cdn.example.net/r.txt", null, 0))
        .isEqualTo(new Follow(url("https://cdn.example.net/r.txt")));
  }

  @Test
  void hostile22_theSixthRedirectIsNotFollowed() {
    assertThat(answered(301, "/r5", null, 4)).isInstanceOf(Follow.class);
    assertThat(answered(301, "/r6", null, 5)).isInstanceOf(Rules.class);
  }

  @Test
  void aRedirectToNowhereAllowsEverything() {
    assertThat(answered(301, null, null, 0)).isInstanceOf(Rules.class);
    assertThat(answered(301, "file:///etc/passwd", null, 0)).isInstanceOf(Rules.class);
    assertThat(answered(301, "http://[", null, 0)).isInstanceOf(Rules.class);
  }

  @ParameterizedTest
  @CsvSource({
    "max-age=3600,                 PT1H",
    "'public, Max-Age=7200',       PT2H",
    "max-age=0,                    PT10M",
    "max-age=999999999,            PT24H",
    "max-age=99999999999999999999, PT24H",
    "max-age=x,                    PT24H",
    "no-store,                     PT10M",
  })
  void rulesHoldAsLongAsTheAnswerSaysWithinBounds(String cacheControl, Duration ttl) {
    assertThat(((Rules) answered(200, null, cacheControl, 0)).ttl()).isEqualTo(ttl);
  }

  @ParameterizedTest
  @CsvSource({
    "Weft/0.1 (+https://example.com/bot), weft",
    "weft,                                weft",
    "My_Bot-x 2,                          my_bot-x",
    "'Mozilla/5.0 (compatible; x)',       mozilla",
  })
  void theProductTokenIsTheUserAgentsFirstWord(String userAgent, String token) {
    assertThat(RobotsReader.productTokenOf(userAgent)).contains(token);
  }

  @Test
  void aNameThatNoFileCouldSpellIsRefused() {
    assertThat(RobotsReader.productTokenOf("(weird)")).isEmpty();
    assertThatThrownBy(() -> new RobotsReader("Foo Bar"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Foo Bar");
  }

  private RobotsAnswer answered(
      int status, @Nullable String location, @Nullable String cacheControl, int redirects) {
    byte[] file = "User-agent: *\nDisallow: /x\n".getBytes(UTF_8);
    return reader.answered(ASKED, redirects, status, location, cacheControl, file, file.length);
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }
}
