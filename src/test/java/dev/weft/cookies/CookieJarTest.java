package dev.weft.cookies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CookieJarTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final CookieReader reader = new CookieReader();
  private final CookieJar jar = new CookieJar();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com",
        "COM",
        "com.",
        ".com",
        "..com",
        "co.uk",
        "Co.Uk",
        "co.uk.",
        ".CO.UK.",
        "github.io",
        "uk",
        "uk.",
        "%63om",
        "b.co.uk"
      })
  void hostile09_aCookieForAPublicSuffixIsIgnored(String domain) {
    for (String host : new String[] {"a.example.com", "a.example.com.", "a.co.uk", "a.co.uk."}) {
      set("https://" + host + "/", "a=b; Domain=" + domain);
    }
    set("https://me.github.io/", "a=b; Domain=" + domain);

    assertThat(jar.size()).isZero();
  }

  @Test
  void hostile09_aPublicSuffixMaySetOneForItselfAlone() {
    set("https://github.io/", "a=b; Domain=github.io");

    assertThat(sent("https://github.io/")).isEqualTo("a=b");
    assertThat(sent("https://me.github.io/")).isEmpty();
  }

  @Test
  void hostile10_aSecureCookieIsNeitherSentNorSetOverPlainHttp() {
    set("https://a.example/", "id=secret; Secure; Domain=a.example");
    set("http://a.example/", "other=x; Secure");

    assertThat(sent("https://a.example/")).isEqualTo("id=secret");
    assertThat(sent("http://a.example/")).isEmpty();
  }

  @Test
  void hostile10_aSecureCookieIsNotOverwrittenOverPlainHttp() {
    set("https://a.example/login/", "id=secret; Secure; Path=/login");
    set("http://a.example/login/", "id=forged; Path=/login/in");
    set("http://sub.a.example/login/", "id=forged; Domain=a.example; Path=/login");
    set("http://a.example/login/", "id=; Max-Age=0; Path=/login");
    set("http://a.example/", "id=fine; Path=/");

    assertThat(sent("https://a.example/login/in")).isEqualTo("id=secret; id=fine");
    set("https://a.example/login/", "id=new; Path=/login");
    assertThat(sent("http://a.example/login/in")).isEqualTo("id=new; id=fine");
  }

  @Test
  void hostile10_controlCharactersAreRejected() {
    for (char control : new char[] {0, 1, 8, '\n', 0x0b, '\r', 0x1f, 0x7f}) {
      set("https://a.example/", "a=b" + control + "c");
      set("https://a.example/", "a" + control + "=b");
      set("https://a.example/", "a=b; Path=/" + control);
    }
    set("https://a.example/", "tab=a\tb");

    assertThat(sent("https://a.example/")).isEqualTo("tab=a\tb");
  }

  @Test
  void hostile10_tenThousandCookiesAreBounded() {
    for (int i = 0; i < 10_000; i++) {
      set("https://h" + i % 50 + ".a.example/", "name" + i + "=" + "v".repeat(200));
    }
    assertThat(jar.size()).isEqualTo(Limits.SITE_COOKIES_MAX);

    for (int i = 0; i < 30_000; i++) {
      set("https://a" + i + ".example/", "n=" + "v".repeat(1_000));
    }
    assertThat(jar.size()).isLessThanOrEqualTo(Limits.COOKIES_MAX);
    assertThat(jar.bytes()).isLessThanOrEqualTo(Limits.BYTES_MAX);
    assertThat(sent("https://a29999.example/")).isNotEmpty();
    assertThat(sent("https://a0.example/")).isEmpty();
  }

  @Test
  void hostile10_oneAnswerSetsOnlySoMany() {
    Headers answer = Headers.NONE;
    for (int i = 0; i < 1_000; i++) {
      answer = answer.with("Set-Cookie", "n" + i + "=v");
    }

    assertThat(reader.read(url("https://a.example/"), answer, NOW))
        .hasSize(Limits.ANSWER_COOKIES_MAX);
  }

  @Test
  void hostile10_valuesOfAMegabyteAreIgnoredAndTheFieldIsBounded() {
    set("https://a.example/", "big=" + "v".repeat(1 << 20));
    set("https://a.example/", "path=x; Path=/" + "p".repeat(1 << 20));
    assertThat(sent("https://a.example/")).isEqualTo("path=x");

    for (int i = 0; i < 100; i++) {
      set("https://a.example/", "n" + i + "=" + "v".repeat(4_000));
    }
    assertThat(sent("https://a.example/").length()).isLessThanOrEqualTo(Limits.FIELD_BYTES_MAX);
  }

  @Test
  void aPrefixedNameMustKeepWhatItPromises() {
    set("https://a.example/x/", "__Host-a=1; Secure; Path=/");
    set("https://a.example/x/", "__Host-b=1; Secure");
    set("https://a.example/x/", "__Host-c=1; Secure; Path=/; Domain=a.example");
    set("https://a.example/x/", "__HOST-d=1; Path=/");
    set("https://a.example/x/", "__Secure-e=1; Secure");
    set("https://a.example/x/", "__secure-f=1");
    set("https://a.example/x/", "=__Host-g=1; Secure; Path=/");
    set("https://a.example/x/", "__Secure-h; Secure");

    assertThat(sent("https://a.example/x/")).isEqualTo("__Secure-e=1; __Host-a=1");
  }

  @Test
  void timeIsTheCallers() {
    set("https://a.example/", "age=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
    set("https://a.example/", "date=1; Expires=Sat, 21-Nov-26 12:00:20 GMT");
    set("https://a.example/", "long=1; Max-Age=99999999999999999999");
    set("https://a.example/", "odd=1; Max-Age=1x; Expires=nonsense");
    CrawlUrl url = url("https://a.example/");

    assertThat(jar.field(url, NOW.plusSeconds(9))).contains("age=1; date=1; long=1; odd=1");
    assertThat(jar.field(url, NOW.plusSeconds(10))).contains("date=1; long=1; odd=1");
    assertThat(jar.field(url, NOW.plusSeconds(20))).contains("long=1; odd=1");
    assertThat(jar.field(url, NOW.plus(Duration.ofDays(401)))).contains("odd=1");
  }

  @Test
  void aCookieIsReplacedWhereItStoodAndTakenBackByOneThatIsOver() {
    assertThat(set("https://a.example/", "a=1")).isTrue();
    assertThat(set("https://a.example/", "b=1")).isTrue();
    assertThat(set("https://a.example/", "a=1")).isFalse();
    assertThat(set("https://a.example/", "a=2")).isTrue();
    assertThat(sent("https://a.example/")).isEqualTo("a=2; b=1");

    assertThat(set("https://a.example/", "a=x; Max-Age=-1")).isTrue();
    assertThat(set("https://a.example/", "c=x; Max-Age=0")).isFalse();
    assertThat(sent("https://a.example/")).isEqualTo("b=1");
  }

  @Test
  void noCookieShowsItsValue() {
    Cookie cookie = reader.read(url("https://a.example/"), setting("id=hush"), NOW).get(0);

    assertThat(cookie).hasToString("cookie id of a.example/");
  }

  @Test
  void addressesShareNothing() {
    set("http://192.0.2.7/", "a=b; Domain=0.2.7");
    set("http://192.0.2.7/", "c=d; Domain=192.0.2.7");

    assertThat(sent("http://192.0.2.7/")).isEqualTo("c=d");
    assertThat(sent("http://192.0.2.8/")).isEmpty();
  }

  private boolean set(String url, String field) {
    return jar.store(reader.read(url(url), setting(field), NOW), NOW);
  }

  private static Headers setting(String field) {
    return Headers.of("Set-Cookie", field);
  }

  private String sent(String url) {
    return jar.field(url(url), NOW).orElse("");
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }
}
