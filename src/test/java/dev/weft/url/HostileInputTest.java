package dev.weft.url;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
  private static final CrawlUrl PAGE = CrawlUrl.parse("http://example.com/a/b?c").orElseThrow();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "/",
        "../",
        "a/",
        "/../",
        "./",
        "%2e%2e/",
        "?",
        "#",
        "@",
        ":",
        "[",
        "\\",
        "//",
        " ",
        "\t",
        "\0",
        "%",
        ".",
        "\ud800",
        "\ud83d\ude00",
        "\u00fc",
        "1.",
        "0",
        "xn--",
        "a@",
        ":a@"
      })
  @Timeout(value = 20, unit = SECONDS)
  void megabyteOfAnythingIsReadInLinearTimeAndBounded(String unit) {
    String flood = unit.repeat(1_000_000 / unit.length());
    for (String prefix :
        List.of("", "http://", "http://a/", "http://a@", "//", "sc:", "file:///C:/")) {
      CrawlUrl url = PAGE.resolveOrNull(prefix + flood);
      assertThat(url == null || url.href().length() <= Limits.HREF_CHARS_MAX).isTrue();
    }
  }

  @Test
  void limitCountsTheCanonicalForm() {
    String room = "a".repeat(Limits.HREF_CHARS_MAX - "http://a/".length());
    assertThat(CrawlUrl.parse("http://a/" + room)).isPresent();
    assertThat(CrawlUrl.parse("http://a/x" + room)).isEmpty();
    assertThat(CrawlUrl.parse("http://a/" + room.substring(2) + "\u00fc")).isEmpty();
    assertThat(CrawlUrl.parse("http://a/" + room + "#" + room)).isPresent();
    assertThat(CrawlUrl.parse("http://a/" + "x/../".repeat(10_000))).isPresent();
    assertThat(CrawlUrl.explain("http://a/x" + room))
        .hasValueSatisfying(why -> assertThat(why).startsWith("is longer than 8192 characters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a\r\nHost: evil",
        "/a\nb",
        "/a\u0000b",
        "/a b",
        "?a\r\nb",
        "?a\u0000 b",
        "/\u0085\u2028",
        "\r\n/a"
      })
  void nothingThatCouldForgeALineReachesTheHref(String link) {
    assertThat(PAGE.resolve(link).orElseThrow().href()).matches("[!-~]+");
  }

  @Test
  void loneSurrogatesBecomeReplacementCharacters() {
    assertThat(PAGE.resolve("/\ud800?\udc00"))
        .map(CrawlUrl::href)
        .contains("http://example.com/%EF%BF%BD?%EF%BF%BD");
    assertThat(PAGE.resolve("/\ud83d\n\ude00"))
        .as("a dropped line end joins nothing")
        .map(CrawlUrl::href)
        .contains("http://example.com/%EF%BF%BD%EF%BF%BD");
  }

  @Test
  void asciiHostsNeverLoadIcu() throws ReflectiveOperationException, IOException {
    URL classes = CrawlUrl.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      var parse = loader.loadClass(CrawlUrl.class.getName()).getMethod("parse", String.class);
      for (String ascii :
          List.of("http://EXAMPLE.com/", "http://xn--bcher-kva.de/", "http://[::1]/")) {
        assertThat(parse.invoke(null, ascii)).asString().startsWith("Optional[http");
      }
      assertThatThrownBy(() -> parse.invoke(null, "http://b\u00fccher.de/"))
          .isInstanceOf(InvocationTargetException.class)
          .hasCauseInstanceOf(NoClassDefFoundError.class);
    }
  }
}
