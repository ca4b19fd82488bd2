package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Body;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome.Parsed;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.parse.ParserContract;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkScannerTest extends ParserContract {
  private static final Fingerprinter FINGERPRINTER = new Fingerprinter(3, 4);
  private static final CrawlUrl PAGE = CrawlUrl.parse("https://a.example/b/c").orElseThrow();

  @Override
  protected Parser parser(ParseOptions options) {
    return new LinkScanner(options);
  }

  @Test
  void linksThatTheCrawlKnowsAreCountedAndLeftOut() {
    long known = FINGERPRINTER.fingerprint(CrawlUrl.parse("https://a.example/b/2").orElseThrow());
    String html = "<a href=1></a><a href=2></a><a href=3></a><a href=2></a>";
    try (Parser scanner =
        new LinkScanner(
            new ParseOptions(Set.of(LinkKind.A), 10),
            new KnownLinks(FINGERPRINTER, print -> print == known))) {
      Parsed page = parsed(scanner, html);
      assertThat(page.outlinks())
          .extracting(link -> link.url().path())
          .containsExactly("/b/1", "/b/3");
      assertThat(page.outlinkCount()).isEqualTo(3);
    }
  }

  @Test
  void nothingOfAPageIsLeftForTheNext() {
    try (Parser scanner = new LinkScanner(ParseOptions.DEFAULT)) {
      parsed(scanner, "<base href=/x/><title>t</title><form><svg><template>" + "<a href=1>");
      Parsed page = parsed(scanner, "<p><a href=y><style><a href=z></style>");
      assertThat(page.title()).isNull();
      assertThat(page.outlinks())
          .extracting(link -> link.url().href())
          .containsExactly("https://a.example/b/y");
    }
  }

  @Test
  void aFramesetTakesTheBodyWithAllThatItSays() {
    String html =
        "<link rel=canonical href=/kept><p><base href=/x/><title>t</title>"
            + "<meta name=robots content=none><link rel=canonical href=/dropped><a href=1></a></p>"
            + "<frameset><frame src=f>";
    try (Parser scanner = new LinkScanner(ParseOptions.DEFAULT);
        Comparison comparison = Comparison.ofAllKinds()) {
      Parsed page = parsed(scanner, html);
      assertThat(page.title()).isNull();
      assertThat(page.declared().robots()).isEmpty();
      assertThat(page.declared().base()).isNull();
      assertThat(page.declared().canonical()).hasToString("https://a.example/kept");
      assertThat(page.outlinks())
          .extracting(link -> link.url().href())
          .containsExactly("https://a.example/b/f");
      assertThat(comparison.difference(PAGE, "text/html; charset=utf-8", html.getBytes(UTF_8)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<![CDATA[ > ", "<!--", "<a href='", "<svg><![CDATA[>", "<script><!--<script>", "&", "&#",
        "<a href=x#", "</", "<base href=a><a href=b>", "<frameset>", "<title>", "<a href=' ",
            "<a b",
        "<p><frameset></frameset>", "<svg></p>", "</x>", "<svg></x>", "<img srcset=',"
      })
  void hostile26_theTimeIsLinear(String part) {
    byte[] html = ("<svg>" + part.repeat(4_000_000 / part.length())).getBytes(UTF_8);
    ParseOptions options = new ParseOptions(Set.of(LinkKind.values()), 50_000);
    try (Parser scanner = new LinkScanner(options)) {
      long start = System.nanoTime();
      parsed(scanner, html);
      assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }
  }

  private static Parsed parsed(Parser parser, String html) {
    return parsed(parser, html.getBytes(UTF_8));
  }

  private static Parsed parsed(Parser parser, byte[] html) {
    List<Parsed> pages = new ArrayList<>();
    parser.parse(
        new ParseRequest(PAGE, "text/html; charset=utf-8", Body.wrap(html, html.length)),
        outcome -> pages.add((Parsed) outcome));
    return pages.get(0);
  }
}
