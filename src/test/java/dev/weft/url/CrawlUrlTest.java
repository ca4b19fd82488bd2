package dev.weft.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrawlUrlTest {
  /** RFC 3986 section 5.4 with its base, as far as the URL Standard agrees. */
  @ParameterizedTest
  @CsvSource({
    "g:h, g:h",
    "g, http://a/b/c/g",
    "./g, http://a/b/c/g",
    "g/, http://a/b/c/g/",
    "/g, http://a/g",
    "//g, http://g/",
    "?y, http://a/b/c/d;p?y",
    "g?y, http://a/b/c/g?y",
    "#s, http://a/b/c/d;p?q",
    "g#s, http://a/b/c/g",
    "g?y#s, http://a/b/c/g?y",
    ";x, http://a/b/c/;x",
    "g;x, http://a/b/c/g;x",
    "g;x?y#s, http://a/b/c/g;x?y",
    "'', http://a/b/c/d;p?q",
    "., http://a/b/c/",
    "./, http://a/b/c/",
    ".., http://a/b/",
    "../, http://a/b/",
    "../g, http://a/b/g",
    "../.., http://a/",
    "../../, http://a/",
    "../../g, http://a/g",
    "../../../g, http://a/g",
    "../../../../g, http://a/g",
    "/./g, http://a/g",
    "/../g, http://a/g",
    "g., http://a/b/c/g.",
    ".g, http://a/b/c/.g",
    "g.., http://a/b/c/g..",
    "..g, http://a/b/c/..g",
    "./../g, http://a/b/g",
    "./g/., http://a/b/c/g/",
    "g/./h, http://a/b/c/g/h",
    "g/../h, http://a/b/c/h",
    "g;x=1/./y, http://a/b/c/g;x=1/y",
    "g;x=1/../y, http://a/b/c/y",
    "g?y/./x, http://a/b/c/g?y/./x",
    "g?y/../x, http://a/b/c/g?y/../x",
    "g#s/../x, http://a/b/c/g",
    "http:g, http://a/b/c/g",
    "https:g, https://g/"
  })
  void referencesResolveAsTheRfcExamplesSay(String reference, String href) {
    CrawlUrl base = CrawlUrl.parse("http://a/b/c/d;p?q").orElseThrow();
    assertThat(base.resolve(reference)).map(CrawlUrl::href).contains(href);
  }

  @Test
  void partsAreThoseOfTheHref() {
    CrawlUrl url = CrawlUrl.parse("HTTPS://u:p@Www.Example.COM:8443/a b?c=d&e#f").orElseThrow();
    assertThat(url).hasToString("https://www.example.com:8443/a%20b?c=d&e");
    assertThat(url.scheme()).isEqualTo("https");
    assertThat(url.isHttp()).isTrue();
    assertThat(url.host()).hasToString("www.example.com");
    assertThat(url.port()).isEqualTo(8443);
    assertThat(url.origin()).hasToString("https://www.example.com:8443");
    assertThat(url.path()).isEqualTo("/a%20b");
    assertThat(url.query()).contains("c=d&e");
    assertThat(url.pathAndQuery()).isEqualTo("/a%20b?c=d&e");
  }

  @Test
  void emptyQueryIsNotTheSameAsNone() {
    assertThat(CrawlUrl.parse("http://a/?").flatMap(CrawlUrl::query)).contains("");
    assertThat(CrawlUrl.parse("http://a/").flatMap(CrawlUrl::query)).isEmpty();
    assertThat(CrawlUrl.parse("http://a/?")).isNotEqualTo(CrawlUrl.parse("http://a/"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a, 80, http://a",
    "https://a:443, 443, https://a",
    "https://a:80, 80, https://a:80",
    "ftp://a, 21, ftp://a",
    "sc://a:9, 9, sc://a:9",
    "sc://a, 0, sc://a",
    "mailto:a@b, 0, mailto://"
  })
  void portIsTheEffectiveOne(String input, int port, String origin) {
    CrawlUrl url = CrawlUrl.parse(input).orElseThrow();
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.origin()).hasToString(origin);
  }

  @Test
  void urlsOfOneOriginShareItsObject() {
    CrawlUrl page = CrawlUrl.parse("http://example.com:8080/a/b").orElseThrow();
    for (String link :
        new String[] {"c", "/c", "?c", "http://example.com:8080/", "HTTP://EXAMPLE.com:8080/ "}) {
      assertThat(page.resolve(link).orElseThrow().origin()).as(link).isSameAs(page.origin());
    }
    CrawlUrl other = page.resolve("https://example.com/").orElseThrow();
    assertThat(other.origin()).isNotEqualTo(page.origin());
    assertThat(other.host()).isSameAs(page.host());
  }

  @Test
  void linkToThePageItselfIsThePage() {
    CrawlUrl page = CrawlUrl.parse("http://example.com/a?b").orElseThrow();
    assertThat(page.resolve("#top").orElseThrow()).isSameAs(page);
    assertThat(page.resolve("").orElseThrow()).isSameAs(page);
  }

  @Test
  void equalUrlsAreEqualHoweverTheyWereWritten() {
    Optional<CrawlUrl> one = CrawlUrl.parse("http://example.com/a");
    Optional<CrawlUrl> two = CrawlUrl.parse(" HTTP:\\\\EXAMPLE.com:80\\b\\..\\a#x\n");
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
    assertThat(one).isNotEqualTo(CrawlUrl.parse("http://example.com/A"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:void(0)",
        "mailto:a@b?subject=c",
        "data:text/html,<p>",
        "tel:+1-2",
        "about:blank"
      })
  void linksThatAreNotFollowedAreUrlsAllTheSame(String link) {
    CrawlUrl page = CrawlUrl.parse("http://example.com/").orElseThrow();
    CrawlUrl url = page.resolve(link).orElseThrow();
    assertThat(url.isHttp()).isFalse();
    assertThat(url.host().isEmpty()).isTrue();
    assertThat(url.href()).isEqualTo(link);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "//a/b|is relative and there is no base",
        "http://|has no host: http://<-- HERE -->",
        "http://a b/c|character in its host that no host may contain: http://<-- HERE -->a b/c",
        "http://1.2.3.256/|not an IPv4 address: http://<-- HERE -->1.2.3.256/",
        "http://[::1/|without its closing bracket",
        "http://[::g]/|what is not an IPv6 address",
        "http://a:80x/|port that is not a number: http://a:80<-- HERE -->x/",
        "http://a:65536|port above 65535: http://a:65536<-- HERE -->",
        "http://\u00e0\u05d0.com/|IDNA (UTS 46) rejects",
        "http://%C2%AD/|nothing is left"
      })
  void refusalSaysWhyAndWhere(String input, String reason) {
    assertThat(CrawlUrl.parse(input)).isEmpty();
    assertThat(CrawlUrl.explain(input)).hasValueSatisfying(why -> assertThat(why).contains(reason));
  }

  @Test
  void nothingIsToBeExplainedOfAUrl() {
    assertThat(CrawlUrl.explain("http://a/b")).isEmpty();
  }
}
