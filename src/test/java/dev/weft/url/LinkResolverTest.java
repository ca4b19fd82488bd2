package dev.weft.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

class LinkResolverTest {
  private static final Fingerprinter FINGERPRINTER = new Fingerprinter(1, 2);
  private static final CrawlUrl PAGE = CrawlUrl.parse("https://a.example/b/c?d").orElseThrow();

  @Test
  void linksInBytesResolveAsLinksInText() {
    long seed = System.nanoTime();
    UrlGenerator generator = new UrlGenerator(seed);
    LinkResolver resolver = new LinkResolver(FINGERPRINTER);
    int urls = 0;
    for (int i = 0; i < 200_000; i++) {
      CrawlUrl page = CrawlUrl.parse(generator.base()).orElseThrow();
      resolver.startPage(page, UTF_8);
      byte[] bytes = ("<a href=" + generator.link() + " >").getBytes(UTF_8);
      String text = new String(bytes, 8, bytes.length - 10, UTF_8);
      CrawlUrl expected = page.resolveOrNull(text);
      boolean found = resolver.resolve(bytes, 8, bytes.length - 2);
      boolean same =
          expected == null
              ? !found
              : found
                  && resolver.fingerprint() == FINGERPRINTER.fingerprint(expected)
                  && resolver.url().equals(expected)
                  && resolver.url().path().equals(expected.path())
                  && resolver.url().origin().equals(expected.origin());
      if (!same) {
        fail("seed %d: %s on %s is %s", seed, UrlGenerator.shown(text), page, expected);
      }
      urls += found ? 1 : 0;
    }
    assertThat(urls).as("URLs made, seed %d", seed).isGreaterThan(100_000);
  }

  @Test
  void charsetOfThePageDecidesHowALinkIsReadAndItsQueryWritten() {
    Charset greek = Charset.forName("ISO-8859-7");
    LinkResolver resolver = new LinkResolver(FINGERPRINTER);
    resolver.startPage(PAGE, greek);
    byte[] link = "/\u03b1?\u03b2".getBytes(greek);
    assertThat(resolver.resolve(link, 0, link.length)).isTrue();
    assertThat(resolver.url()).hasToString("https://a.example/%CE%B1?%E2");
  }

  @Test
  void linkBeyondTheLimitIsNoUrl() {
    LinkResolver resolver = new LinkResolver(FINGERPRINTER);
    resolver.startPage(PAGE, UTF_8);
    int free = Limits.HREF_CHARS_MAX - "https://a.example/b/".length();
    byte[] link = "x".repeat(free + 1).getBytes(UTF_8);
    assertThat(resolver.resolve(link, 0, free)).isTrue();
    assertThat(resolver.url().href()).hasSize(Limits.HREF_CHARS_MAX);
    assertThat(resolver.resolve(link, 0, free + 1)).isFalse();
    assertThatThrownBy(resolver::url).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void resolvingNeedsAPage() {
    LinkResolver resolver = new LinkResolver(FINGERPRINTER);
    assertThatThrownBy(() -> resolver.resolve(new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("startPage must come first");
  }
}
