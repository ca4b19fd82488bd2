package dev.weft.robots;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RobotsRulesTest {
  private static final int CAP = 500 * 1024;

  @ParameterizedTest
  @CsvSource({
    "/fish,              /fish/salmon.html,   false",
    "/fish,              /Fish.asp,           true",
    "/fish*,             /fishheads,          false",
    "/*.php,             /folder/a.php?x=1,   false",
    "/*.php$,            /a.php/b.php,        false",
    "/*.php$,            /a.php/b.php?c,      true",
    "/fish*.php,         /fishheads/cat.php,  false",
    "/a*b*c$,            /a1b2b3c,            false",
    "/a*b*c$,            /abcd,               true",
    "/ab$,               /ab,                 false",
    "/ab$,               /abc,                true",
    "/ab*$,              /abc,                false",
    "/*aab$,             /aaab,               false",
    "/a$b,               /a$b,                false",
    "/a$*,               /a$b,                false",
    "/a%2Fb,             /a/b,                true",
    "/a%2fb,             /a%2Fb,              false",
    "/~user,             /%7Euser/x,          false",
    "/private|x,         /private|x,          false",
    "/*?sid=,            /page?sid=1,         false",
    "/ä,                 /%C3%A4x,            false",
    "fish,               /fish,               true",
    "/index.html,        /,                   true",
  })
  void aDisallowedPatternForbids(String pattern, String path, boolean allowed) {
    RobotsRules rules = rules("User-agent: *\nDisallow: " + pattern + "\n");

    assertThat(rules.allows(url(path))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "/p/,      /,         /p/x,            true",
    "/folder,  /folder,   /folder/x,       true",
    "/page,    /*.htm,    /page.htm,       false",
    "/$,       /,         /,               true",
    "/$,       /,         /page.htm,       false",
    "/a/index.html, /,    /a/,             true",
    "/a/index.html, /,    /a/b,            false",
  })
  void theLongerOfAllowAndDisallowDecides(
      String allow, String disallow, String path, boolean allowed) {
    RobotsRules rules = rules("User-agent: *\nDisallow: " + disallow + "\nAllow: " + allow + "\n");

    assertThat(rules.allows(url(path))).isEqualTo(allowed);
  }

  @Test
  void ourOwnGroupReplacesTheGroupForAll() {
    RobotsRules rules = rules("User-agent: *\nDisallow: /\n\nUser-agent: WEFT\nDisallow: /x\n");

    assertThat(rules.allows(url("/y"))).isTrue();
    assertThat(rules.allows(url("/x"))).isFalse();
  }

  @Test
  void theFileItselfIsAlwaysAllowed() {
    assertThat(rules("User-agent: *\nDisallow: /\n").allows(url("/robots.txt"))).isTrue();
    assertThat(RobotsRules.DISALLOW_ALL.allows(url("/"))).isFalse();
    assertThat(RobotsRules.ALLOW_ALL.allows(url("/"))).isTrue();
  }

  @Test
  void crawlDelayAndSitemapsAreRead() {
    RobotsRules rules =
        rules(
            "User-agent: weft\nCrawl-delay: 2.5\nDisallow:\nSitemap: https://example.com/map.xml\n");

    assertThat(rules.crawlDelay()).contains(Duration.ofMillis(2_500));
    assertThat(rules.sitemaps()).containsExactly("https://example.com/map.xml");
    assertThat(rules("User-agent: *\nCrawl-delay: -1\n").crawlDelay()).isEmpty();
  }

  @Test
  void anAbsurdCrawlDelayForbidsNothing() {
    RobotsRules rules = rules("User-agent: *\nCrawl-delay: 999999\nDisallow: /x\n");

    assertThat(rules.allows(url("/"))).isTrue();
    assertThat(rules.crawlDelay()).contains(Duration.ofSeconds(999_999));
  }

  @Test
  void hostile22_byteOrderMarksAndBinaryAreAccepted() {
    assertThat(rules("\uFEFFUser-agent: *\nDisallow: /x\n").allows(url("/x"))).isFalse();
    byte[] wide = "\uFEFFUser-agent: *\nDisallow: /x\n".getBytes(UTF_16LE);
    assertThat(RobotsRules.parse(wide, wide.length, "weft").allows(url("/x"))).isFalse();

    long seed = System.nanoTime();
    byte[] noise = new byte[100_000];
    new Random(seed).nextBytes(noise);
    assertThat(RobotsRules.parse(noise, noise.length, "weft").allows(url("/x")))
        .as("seed " + seed)
        .isTrue();
  }

  @Test
  void hostile22_whatIsBeyondTheCapIsNotReadNorTheRuleItCuts() {
    String filler = "#".repeat(CAP - 60);
    String head = filler + "\nUser-agent: *\nDisallow: /first\n";
    String file = head + "Disallow: /" + "x".repeat(CAP - head.length()) + "y\nDisallow: /last\n";

    RobotsRules rules = rules(file);

    assertThat(rules.allows(url("/first"))).isFalse();
    assertThat(rules.allows(url("/" + "x".repeat(100)))).isTrue();
    assertThat(rules.allows(url("/last"))).isTrue();
  }

  @Test
  void hostile23_manyWildcardsInOnePatternTakeLinearTime() {
    RobotsRules rules = rules("User-agent: *\nDisallow: /" + "*a".repeat(2_000) + "$\n");
    CrawlUrl end = url("/" + "a".repeat(8_000) + "b");
    CrawlUrl match = url("/" + "a".repeat(8_000));

    inTime(() -> assertThat(rules.allows(end)).isTrue());
    inTime(() -> assertThat(rules.allows(match)).isFalse());
  }

  @Test
  void hostile23_aFileFullOfWildcardsForbidsInBoundedTime() {
    RobotsRules rules = rules("User-agent: *\nDisallow: /*a*a*a*b$\n");
    StringBuilder many = new StringBuilder("User-agent: *\n");
    for (int i = 0; many.length() < CAP; i++) {
      many.append("Disallow: /*aaaaaaaaaaaaaaaaaaaa").append(i).append("$\n");
    }
    RobotsRules full = rules(many.toString());
    CrawlUrl dear = url("/" + "a".repeat(8_000));

    assertThat(rules.allows(dear)).isTrue();
    inTime(() -> assertThat(full.allows(dear)).isFalse());
    inTime(() -> assertThat(full.allows(url("/short"))).isTrue());
  }

  @Test
  void hostile23_aMillionRulesAreReadAsFarAsTheCap() {
    StringBuilder file = new StringBuilder("User-agent: *\n");
    for (int i = 0; i < 1_000_000; i++) {
      file.append("Disallow: /").append(i).append('\n');
    }

    inTime(
        () -> {
          RobotsRules rules = rules(file.toString());
          assertThat(rules.allows(url("/12345/x"))).isFalse();
          assertThat(rules.allows(url("/x"))).isTrue();
          assertThat(rules.bytes()).isBetween(4 << 20, 8 << 20);
        });
  }

  @Test
  void hostile23_unclosedTagsTakeLinearTime() {
    String file = "User-agent: *\nDisallow: /x\n<html>" + "<".repeat(400_000);

    inTime(() -> assertThat(rules(file).allows(url("/x"))).isFalse());
  }

  @Test
  void rulesInsideHtmlAreFoundAndHtmlAloneSaysNothing() {
    assertThat(rules("<html><pre>User-agent: *<br>\nDisallow: /x<br>\n</html>").allows(url("/x")))
        .isFalse();
    assertThat(rules("<html><body>Disallow: / is not here</body></html>").allows(url("/x")))
        .isTrue();
  }

  private static void inTime(org.junit.jupiter.api.function.Executable work) {
    assertTimeoutPreemptively(Duration.ofSeconds(10), work);
  }

  private static RobotsRules rules(String file) {
    byte[] bytes = file.getBytes(UTF_8);
    return RobotsRules.parse(bytes, bytes.length, "Weft");
  }

  private static CrawlUrl url(String path) {
    return CrawlUrl.parse("https://example.com" + path).orElseThrow();
  }
}
