package dev.weft.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.page.Body;
import dev.weft.parse.ParseOutcome.Parsed;
import dev.weft.parse.ParseOutcome.Skipped;
import dev.weft.url.CrawlUrl;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every parser makes of documents. */
public abstract class ParserContract {
  private static final String DOCUMENT = "https://example.com/dir/page.html";
  private static final Set<LinkKind> ALL = EnumSet.allOf(LinkKind.class);

  /** A parser with these options. */
  protected abstract Parser parser(ParseOptions options);

  @Test
  void linksAreResolvedAndInDocumentOrderEachOnce() {
    Parsed page =
        parsed(
            "<a href=b.html>b</a><a href='/c?x=1&amp;y=2'>c</a><a href=\"b.html#part\">b</a><a"
                + " href=' ../d '>d</a><a href=//other.example>o</a><a"
                + " href=HTTP://e.com:80/>e</a>");

    assertThat(hrefs(page))
        .containsExactly(
            "https://example.com/dir/b.html",
            "https://example.com/c?x=1&y=2",
            "https://example.com/d",
            "https://other.example/",
            "http://e.com/");
    assertThat(page.outlinkCount()).isEqualTo(5);
  }

  @Test
  void whatIsNoHttpLinkIsLeftOut() {
    Parsed page =
        parsed(
            "<a href=mailto:a@b.c>m</a><a href='javascript:void(0)'>j</a><a href='http://['>bad</a>"
                + "<a name=x>n</a><a href=ftp://f/>f</a><a href=data:,x>d</a><a href=tel:1>t</a>");

    assertThat(page.outlinks()).isEmpty();
    assertThat(page.outlinkCount()).isZero();
  }

  @Test
  void fragmentsOfTheDocumentItselfAreNoLinks() {
    Parsed page = parsed("<a href=#top>t</a><a href=page.html#x>x</a><a href=page.html>self</a>");

    assertThat(hrefs(page)).containsExactly(DOCUMENT);
  }

  @Test
  void theFirstBaseCountsForAllLinksAlsoThoseBeforeIt() {
    Parsed page =
        parsed(
            "<a href=x>x</a><base target=t><base href=/other/><base href=/no/>"
                + "<a href=#f>f</a><a href=y>y</a>");

    assertThat(hrefs(page))
        .containsExactly(
            "https://example.com/other/x",
            "https://example.com/other/",
            "https://example.com/other/y");
    assertThat(hrefs(parsed("<base href=javascript:x><a href=x>x</a>")))
        .containsExactly("https://example.com/dir/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a       | <a href=u>",
        "area    | <map><area href=u></map>",
        "link    | <link rel=next href=u>",
        "iframe  | <iframe src=u></iframe>",
        "frame   | <frameset><frame src=u></frameset>",
        "img     | <img src=u>",
        "img     | <img srcset='u 2x'>",
        "script  | <script src=u></script>",
        "source  | <video><source src=u></video>",
        "source  | <picture><source srcset=u></picture>",
        "video   | <video src=u></video>",
        "video   | <video poster=u></video>",
        "audio   | <audio src=u></audio>",
        "embed   | <embed src=u>",
        "object  | <object data=u></object>",
        "form    | <form action=u></form>",
        "form    | <form action=u method=GET></form>",
        "refresh | <meta http-equiv=Refresh content='5; URL=u'>",
      })
  void everyKindOfLinkIsFoundWhenAskedForAndOnlyThen(String code, String html) {
    LinkKind kind = LinkKind.ofCode(code).orElseThrow();
    Set<LinkKind> others = EnumSet.complementOf(EnumSet.of(kind));

    Parsed asked = parsed(html, new ParseOptions(Set.of(kind), 10));
    assertThat(asked.outlinks())
        .containsExactly(new Outlink(url("https://example.com/dir/u"), kind, false));
    assertThat(parsed(html, new ParseOptions(others, 10)).outlinks()).isEmpty();
  }

  @Test
  void formsThatSendDataAreNoLinks() {
    assertThat(parsed("<form action=u method=post></form>", all()).outlinks()).isEmpty();
  }

  @Test
  void everyCandidateOfASrcsetIsALink() {
    Parsed page = parsed("<img src=s srcset='a.png, b.png 2x,c,d.png 100w , e(1,2) 3x'>", all());

    assertThat(hrefs(page))
        .extracting(href -> href.substring("https://example.com/dir/".length()))
        .containsExactly("s", "a.png", "b.png", "c,d.png", "e(1,2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0;url=n        | n",
        "5; URL = 'n x' | n%20x",
        "1,n            | n",
        "1 url=n        | n",
        "0.5;url        | url",
        "3              |",
        "url=n          |",
        "5;             |",
      })
  void refreshTargetsAreReadAsTheStandardSays(String content, @Nullable String target) {
    Parsed page = parsed("<meta http-equiv=refresh content=\"" + content + "\">", all());

    assertThat(hrefs(page))
        .isEqualTo(target == null ? List.of() : List.of("https://example.com/dir/" + target));
  }

  @Test
  void aLinkIsNofollowIfAllItsMentionsAre() {
    Parsed page =
        parsed(
            "<a rel='noopener NOFOLLOW' href=n>n</a><a rel=nofollow href=m>m</a><a href=m>m</a>"
                + "<a href=f>f</a><a rel=nofollow href=f>f</a><a rel=nofollower href=g>g</a>");

    assertThat(page.outlinks())
        .extracting(link -> link.url().path() + " " + link.nofollow())
        .containsExactly("/dir/n true", "/dir/m false", "/dir/f false", "/dir/g false");
  }

  @Test
  void whatAPageSaysOfItselfIsReported() {
    Parsed page =
        parsed(
            "<meta name=robots content=' noindex,\n"
                + " NOFOLLOW '><meta name=Weft content=none><meta name=otherbot content=none><meta"
                + " name=robots><meta name=robots content=' '><link rel='alternate Canonical'"
                + " href=first><link rel=canonical href=second><base href=/base/><p><meta"
                + " name=ROBOTS content=noarchive>");

    assertThat(page.mediaType()).isEqualTo("text/html");
    assertThat(page.declared().robots())
        .containsExactly(
            new RobotsMeta("robots", "noindex, NOFOLLOW"),
            new RobotsMeta("weft", "none"),
            new RobotsMeta("robots", "noarchive"));
    assertThat(page.declared().canonical()).isEqualTo(url("https://example.com/base/first"));
    assertThat(page.declared().base()).isEqualTo(url("https://example.com/base/"));
    assertThat(parsed("<link rel=canonical href=mailto:x><base href=page.html>").declared())
        .isEqualTo(Declared.NOTHING);
  }

  @Test
  void noMoreRobotsMetasAreKeptThanTheLimit() {
    Parsed page = parsed("<meta name=robots content=none>".repeat(1_000));

    assertThat(page.declared().robots()).hasSize(Limits.ROBOTS_METAS_MAX);
  }

  @Test
  void moreLinksThanTheCapAreCountedNotKept() {
    String html = "<a href=1></a><a href=2></a><a href=2></a><a href=3></a>";
    Parsed page = parsed(html, new ParseOptions(Set.of(LinkKind.A), 2));

    assertThat(page.outlinks()).hasSize(2);
    assertThat(page.outlinkCount()).isEqualTo(3);
  }

  @Test
  void theTitleIsTheFirstWithWhiteSpaceCollapsed() {
    assertThat(parsed("<svg><title>no</title></svg><title> A \n\t b&amp;c </title>").title())
        .isEqualTo("A b&c");
    assertThat(parsed("<math><title>no</title></math><title>yes</title>").title()).isEqualTo("yes");
    assertThat(parsed("<title>one</title><title>two</title>").title()).isEqualTo("one");
    assertThat(parsed("<title> \n </title>").title()).isNull();
    assertThat(parsed("<p>none</p>").title()).isNull();
  }

  @Test
  void aLongTitleIsCutBetweenCharacters() {
    String face = "\uD83D\uDE00";
    String title = parsed("<title>x" + face.repeat(5_000) + "</title>").title();

    assertThat(title).isEqualTo("x" + face.repeat((Limits.TITLE_CHARS_MAX - 1) / 2));
  }

  @Test
  void queriesAreWrittenInTheDocumentsEncoding() {
    byte[] html =
        "<meta charset=windows-1251><title>Да</title><a href='?q=Да'>x</a>"
            .getBytes(Charset.forName("windows-1251"));
    Parsed page = (Parsed) outcome(html, "text/html", all());

    assertThat(page.charset()).isEqualTo("windows-1251");
    assertThat(page.title()).isEqualTo("Да");
    assertThat(hrefs(page)).containsExactly("https://example.com/dir/page.html?q=%C4%E0");
  }

  @Test
  void xhtmlClosesItsTagsItself() {
    String html =
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><script src='s'/>"
            + "<title>T</title></head><body><a href='a'/></body></html>";
    Parsed page = (Parsed) outcome(html.getBytes(UTF_8), "application/xhtml+xml", all());

    assertThat(page.title()).isEqualTo("T");
    assertThat(hrefs(page))
        .containsExactly("https://example.com/dir/s", "https://example.com/dir/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/pdf", "text/css", "image/svg+xml", "a/b"})
  void otherTypesAreSkipped(String type) {
    assertThat(outcome("<a href=x>".getBytes(UTF_8), type, all())).isEqualTo(new Skipped(type));
  }

  @ParameterizedTest
  @CsvSource({
    "'  <!DOCTYPE HTML><a href=x>', true",
    "'<html lang=en><a href=x>',    true",
    "'<!-- c --><a href=x>',        true",
    "'<abc><a href=x>',             false",
    "'%PDF-1.7 <a href=x>',         false",
    "'',                            false",
  })
  void aDocumentWithoutATypeIsLookedAt(String content, boolean html) {
    ParseOutcome outcome = outcome(content.getBytes(UTF_8), null, all());
    assertThat(outcome instanceof Parsed page && !page.outlinks().isEmpty()).isEqualTo(html);
  }

  @Test
  void hostile26_deepTemplatesKeepTheLinksBesideThem() {
    String html = "<a href=top>t</a><template><svg>" + "<template>".repeat(600) + "<a href=deep>d";

    assertThat(hrefs(parsed(html))).contains("https://example.com/dir/top");
  }

  @Test
  void hostile26_deepHtmlKeepsItsLinksAndTheStack() {
    for (String tag : List.of("div", "b", "table><tr><td", "blockquote", "svg", "font", "li")) {
      String html = ("<" + tag + ">").repeat(100_000) + "<a href=deep>d</a>";
      inTime(() -> assertThat(hrefs(parsed(html))).contains("https://example.com/dir/deep"));
    }
  }

  @Test
  void hostile26_aHugeAttributeAndManyAttributesAreSurvived() {
    String huge = "<p x='" + "y".repeat(10_000_000) + "'><a href=z>z</a>";
    StringBuilder many = new StringBuilder("<p");
    for (int i = 0; i < 300_000; i++) {
      many.append(" a").append(i).append("=1");
    }
    many.append("><a href=z>z</a>");

    inTime(() -> assertThat(hrefs(parsed(huge))).containsExactly("https://example.com/dir/z"));
    inTime(
        () ->
            assertThat(hrefs(parsed(many.toString())))
                .containsExactly("https://example.com/dir/z"));
  }

  @Test
  void hostile26_aMillionLinksAreCutAtTheCap() {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      html.append("<a href=").append(i).append('>');
    }

    inTime(
        () -> {
          Parsed page = parsed(html.toString(), ParseOptions.DEFAULT);
          assertThat(page.outlinks()).hasSize(ParseOptions.DEFAULT.outlinksMax());
          assertThat(page.outlinkCount()).isEqualTo(1_000_000);
        });
  }

  @Test
  void hostile26_misnestedTablesAreSurvived() {
    String html = "<table><a href=x><tr><table></a><td><b><table>".repeat(5_000);

    inTime(() -> assertThat(hrefs(parsed(html))).containsExactly("https://example.com/dir/x"));
  }

  @Test
  void noiseNeverThrows() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "<<<>>>//==!-\"'&;# abtdhrefscip\u0000\u00e9";
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      assertThat(outcome(bytes, "text/html", all())).as("seed " + seed).isInstanceOf(Parsed.class);
    }
  }

  private static void inTime(org.junit.jupiter.api.function.Executable work) {
    assertTimeoutPreemptively(Duration.ofSeconds(30), work);
  }

  private static ParseOptions all() {
    return new ParseOptions(ALL, 1_000);
  }

  private Parsed parsed(String html) {
    return parsed(html, new ParseOptions(Set.of(LinkKind.A), 1_000));
  }

  private Parsed parsed(String html, ParseOptions options) {
    return (Parsed) outcome(html.getBytes(UTF_8), "text/html; charset=utf-8", options);
  }

  private ParseOutcome outcome(byte[] bytes, @Nullable String type, ParseOptions options) {
    CompletableFuture<ParseOutcome> outcome = new CompletableFuture<>();
    try (Parser parser = parser(options)) {
      Body body = Body.wrap(bytes, bytes.length);
      parser.parse(new ParseRequest(url(DOCUMENT), type, body), outcome::complete);
      return outcome.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
    }
  }

  private static List<String> hrefs(Parsed page) {
    return page.outlinks().stream().map(link -> link.url().href()).toList();
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }
}
