package dev.weft.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.page.Truncation;
import dev.weft.parse.ParseOutcome.Parsed;
import dev.weft.parse.ParseOutcome.Skipped;
import dev.weft.url.CrawlUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every parser makes of documents that are not HTML, and of types it must tell itself. */
public abstract class DocumentContract {
  private static final ParseOptions ALL = new ParseOptions(EnumSet.allOf(LinkKind.class), 1_000);
  private static final String RSS =
      """
      <?xml version="1.0"?>
      <!-- <link>https://e.com/comment</link> -->
      <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
      <title>News &amp; <![CDATA[<views>]]></title><link>https://e.com/</link>
      <atom:link rel="self" href="https://e.com/feed"/><atom:link rel="next" href="/feed?p=2"/>
      <item><title>no</title><link>
        https://e.com/1?a=1&amp;b=2 </link><guid isPermaLink="false">https://e.com/no</guid></item>
      <item><link><![CDATA[https://e.com/2]]></link><guid>https://e.com/2g</guid></item>
      <item><guid>tag:e.com,3</guid><enclosure url="https://e.com/3.mp3"/></item>
      </channel></rss>
      """;

  private static final String SITEMAP =
      "<?xml version='1.0'?><!-- a --><urlset><url><loc>https://e.com/a</loc></url></urlset>";

  private static final int DOCUMENT_BYTES_MAX = 1 << 20;

  /** A parser with these options, which the contract closes. */
  protected abstract ContentParser parser(ParseOptions options);

  @Test
  void aFeedsEntriesAreLinks() {
    Parsed feed = parsed(RSS, "application/rss+xml", ParseOptions.DEFAULT);

    assertThat(links(feed))
        .containsExactly(
            "feed https://e.com/",
            "feed https://example.com/feed?p=2",
            "feed https://e.com/1?a=1&b=2",
            "feed https://e.com/2",
            "feed https://e.com/2g");
    assertThat(feed.title()).isEqualTo("News & <views>");
    assertThat(feed.mediaType()).isEqualTo("application/rss+xml");
    assertThat(feed.charset()).isEqualTo("utf-8");
  }

  @Test
  void anAtomFeedsAlternatesAreLinks() {
    String atom =
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><link rel='self' href='/f'/>"
            + "<link href='/'/><entry><title>no</title><link rel='alternate' href='1'/>"
            + "<link rel='enclosure' href='/x.mp3'/><link rel='edit' href='/e'/></entry></feed>";

    assertThat(links(parsed(atom, "text/xml", ALL)))
        .containsExactly("feed https://example.com/", "feed https://example.com/dir/1");
    assertThat(parsed(atom, "application/atom+xml", ALL).title()).isEqualTo("T");
  }

  @Test
  void aSitemapsLocationsAreLinks() {
    String sitemap =
        "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='x'><url><loc> https://e.com/a?b&amp;c"
            + "\n</loc><lastmod>2026-01-01</lastmod><xhtml:link rel='alternate' hreflang='de'"
            + " href='https://e.com/de'/><image:image><image:loc>https://e.com/i.png</image:loc>"
            + "</image:image></url></urlset>";
    String index = "<sitemapindex><sitemap><loc>https://e.com/s.xml</loc></sitemap></sitemapindex>";

    assertThat(links(parsed(sitemap, "application/xml", ParseOptions.DEFAULT)))
        .containsExactly("sitemap https://e.com/a?b&c", "sitemap https://e.com/de");
    assertThat(links(parsed(index, "text/xml", ParseOptions.DEFAULT)))
        .containsExactly("sitemap https://e.com/s.xml");
  }

  @Test
  void otherXmlHasLinksOnlyIfAskedFor() {
    String xml = "<book><ref href='a'/><ref xlink:href='b#c'/><loc>https://e.com/</loc></book>";

    assertThat(links(parsed(xml, "application/docbook+xml", ALL)))
        .containsExactly("xml https://example.com/dir/a", "xml https://example.com/dir/b");
    assertThat(links(parsed(xml, "text/xml", ParseOptions.DEFAULT))).isEmpty();
  }

  @Test
  void xmlWhoseRootIsHtmlIsXhtml() {
    String page =
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><title>T</title>"
            + "<a href='x'/></html>";
    Parsed parsed = parsed(page, "application/xml", ParseOptions.DEFAULT);

    assertThat(links(parsed)).containsExactly("a https://example.com/dir/x");
    assertThat(parsed.title()).isEqualTo("T");
  }

  @Test
  void aFeedSaidToBeHtmlIsAFeed() {
    assertThat(links(parsed(RSS, "text/html", ParseOptions.DEFAULT)))
        .contains("feed https://e.com/2");
  }

  @Test
  void urlsInPlainTextAreLinksOnlyIfAskedFor() {
    String text =
        "See http://e.com/a, (https://e.com/b_(c)) or <HTTPS://E.com/d?e=f#g>. xhttp://e.com/no"
            + " http:// httpx://e.com/no https://e.com/end";

    assertThat(links(parsed(text, "text/plain", ALL)))
        .containsExactly(
            "text http://e.com/a",
            "text https://e.com/b_(c)",
            "text https://e.com/d?e=f",
            "text https://e.com/end");
    assertThat(links(parsed(text, "text/plain", ParseOptions.DEFAULT))).isEmpty();
  }

  @Test
  void urlsInJsonAreLinksOnlyIfAskedFor() {
    String json =
        "{\"a\": \"https:\\/\\/e.com\\/a\", \"b\": [\"see https://e.com/no\","
            + " \"x\\\"http://e.com\"], \"c\": \"http://e.com/c?\\u0064=1\", \"/rel\": 1, \"d\":"
            + " \"https://e.com/cut";

    assertThat(links(parsed(json, "application/ld+json", ALL)))
        .containsExactly("json https://e.com/a", "json http://e.com/c?d=1");
    assertThat(links(parsed(json, "application/json", ParseOptions.DEFAULT))).isEmpty();
    assertThat(parsed(json, "application/json", ALL).charset()).isEqualTo("utf-8");
  }

  @Test
  void theCharsetOfXmlIsThatOfItsDeclaration() {
    byte[] feed =
        "<?xml version='1.0' encoding='windows-1251'?><rss><channel><title>Да</title></channel></rss>"
            .getBytes(Charset.forName("windows-1251"));
    Parsed parsed = (Parsed) outcome(feed, "text/xml", ALL);

    assertThat(parsed.charset()).isEqualTo("windows-1251");
    assertThat(parsed.title()).isEqualTo("Да");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "application/gzip",
        "application/x-gzip",
        "application/octet-stream",
        "text/xml",
        "-"
      })
  void aSitemapOrFeedThatIsAGzipFileIsOpened(@Nullable String type) {
    ParsedContent map = content(gzip(SITEMAP.getBytes(UTF_8)), type, ParseOptions.DEFAULT);
    ParsedContent feed = content(gzip(RSS.getBytes(UTF_8)), type, ParseOptions.DEFAULT);

    assertThat(links((Parsed) map.outcome())).containsExactly("sitemap https://e.com/a");
    assertThat(map.bytes()).isEqualTo(gzip(SITEMAP.getBytes(UTF_8)).length);
    assertThat(((Parsed) feed.outcome()).title()).isEqualTo("News & <views>");
  }

  @Test
  void aSitemapWhoseCodingIsItsTypeTooIsRead() {
    ParseOutcome map = outcome(SITEMAP.getBytes(UTF_8), "application/x-gzip", ParseOptions.DEFAULT);

    assertThat(links((Parsed) map)).containsExactly("sitemap https://e.com/a");
  }

  @Test
  void whatElseIsAGzipFileStaysClosed() {
    byte[] page = gzip("<html><a href=x>y</a>".getBytes(UTF_8));

    assertThat(outcome(page, "application/gzip", ALL)).isEqualTo(new Skipped("application/gzip"));
    assertThat(outcome(page, "text/html", ALL)).isEqualTo(new Skipped("application/gzip"));
    assertThat(outcome(gzip(new byte[9]), "image/png", ALL)).isEqualTo(new Skipped("image/png"));
  }

  @Test
  void aBombThatBeginsAsASitemapIsReadAsFarAsADocumentGoes() {
    StringBuilder links = new StringBuilder("<urlset><url><loc>https://e.com/a</loc></url>");
    links
        .append(" ".repeat(2 * DOCUMENT_BYTES_MAX))
        .append("<url><loc>https://e.com/b</loc></url>");
    byte[] bomb = gzip(links.toString().getBytes(UTF_8));

    ParsedContent map = content(bomb, "application/gzip", ParseOptions.DEFAULT);

    assertThat(bomb).hasSizeLessThan(10_000);
    assertThat(links((Parsed) map.outcome())).containsExactly("sitemap https://e.com/a");
    assertThat(map.truncation()).isEqualTo(Truncation.LENGTH);
  }

  @Test
  void aGzipFileThatEndsEarlyIsReadAsFarAsItGoes() {
    byte[] whole = gzip((SITEMAP + "<url>".repeat(1_000)).getBytes(UTF_8));
    byte[] half = Arrays.copyOf(whole, whole.length - 9);

    ParsedContent map = content(half, "application/gzip", ParseOptions.DEFAULT);

    assertThat(links((Parsed) map.outcome())).containsExactly("sitemap https://e.com/a");
    assertThat(map.truncation()).isEqualTo(Truncation.DISCONNECT);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return coded.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,                        %PDF-1.7,                 application/pdf",
        "application/unknown,      %PDF-1.7,                 application/pdf",
        "nonsense,                 GIF89a,                   image/gif",
        "text/html,                '\u0089PNG\r\n\u001a\n',  image/png",
        "text/plain,               'PK\3\4',                 application/zip",
        "text/plain,               'a\0b',                   application/octet-stream",
        "image/jpeg,               GIF89a,                   image/jpeg",
        "application/pdf,          <a href=x>,               application/pdf",
        "-,                        'a\1b',                   application/octet-stream",
      })
  void whatIsNotReadIsTypedByHeaderOrContent(@Nullable String header, String content, String type) {
    byte[] bytes = content.getBytes(ISO_8859_1);
    assertThat(outcome(bytes, header, ALL)).isEqualTo(new Skipped(type));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,                    ' <!DOCTYPE HTML>',   text/html",
        "*/*,                  '<?xml version=1?>',  text/xml",
        "-,                    hello,                text/plain",
        "unknown/unknown,      '<abc>',              text/plain",
        "text/markdown,        '# x',                text/markdown",
        "text/plain,           '<html>',             text/plain",
      })
  void whatIsReadIsTypedByHeaderOrContent(@Nullable String header, String content, String type) {
    Parsed parsed = (Parsed) outcome(content.getBytes(UTF_8), header, ALL);
    assertThat(parsed.mediaType()).isEqualTo(type);
    assertThat(parsed.charset()).isNotNull();
  }

  private Parsed parsed(String text, String type, ParseOptions options) {
    return (Parsed) outcome(text.getBytes(UTF_8), type, options);
  }

  private ParseOutcome outcome(byte[] bytes, @Nullable String type, ParseOptions options) {
    return content(bytes, type, options).outcome();
  }

  private ParsedContent content(byte[] bytes, @Nullable String type, ParseOptions options) {
    CompletableFuture<ParsedContent> content = new CompletableFuture<>();
    CrawlUrl url = CrawlUrl.parse("https://example.com/dir/page.html").orElseThrow();
    Headers headers = type == null ? Headers.NONE : Headers.of("Content-Type", type);
    Body body = Body.wrap(bytes, bytes.length);
    try (ContentParser parser = parser(options)) {
      parser.parse(
          new ContentRequest(url, headers, body, true, 1L << 30, DOCUMENT_BYTES_MAX),
          content::complete);
      return content.orTimeout(60, TimeUnit.SECONDS).join();
    }
  }

  private static List<String> links(Parsed page) {
    return page.outlinks().stream().map(link -> link.kind().code() + " " + link.url()).toList();
  }
}
