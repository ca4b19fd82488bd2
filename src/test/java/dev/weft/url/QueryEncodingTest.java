package dev.weft.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries of pages that are not in UTF-8. */
class QueryEncodingTest {
  private static final CrawlUrl PAGE = CrawlUrl.parse("http://example.com/").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "windows-1252, \u00e9, %E9",
    "ISO-8859-1, \u20ac, %80",
    "US-ASCII, \u00e9, %E9",
    "windows-1252, \u0081, %81",
    "windows-1252, \u0080, %26%23128%3B",
    "windows-1252, \u2261, %26%238801%3B",
    "windows-1252, a\ud83d\ude00b, a%26%23128512%3Bb",
    "windows-1252, \ud800, %26%2365533%3B",
    "windows-1251, \u043f\u0440, %EF%F0",
    "ISO-8859-9, \u20ac, %80",
    "Shift_JIS, \u2261, %81%DF",
    "Shift_JIS, \u8868, %95\\",
    "Shift_JIS, \u203d, %26%238253%3B",
    "EUC-JP, \u3042, %A4%A2",
    "ISO-2022-JP, a\u3042b, a%1B$B$%22%1B(Bb",
    "ISO-2022-JP, \u3042\u2603, %1B$B$%22%1B(B%26%239731%3B",
    "GB2312, \u4e2d\u9555, %D6%D0%E9F",
    "GB18030, \ud83d\ude00, %949%FC6",
    "Big5, \u4e2d, %A4%A4",
    "EUC-KR, \uac00\uac02, %B0%A1%81A",
    "UTF-16LE, \u00e9, %C3%A9",
    "UTF-8, \u00e9, %C3%A9",
    "IBM037, \u00e9a, %C3%A9a"
  })
  void queryIsWrittenInThePagesCharset(String charset, String text, String expected) {
    CrawlUrl url = PAGE.resolve("/\u00e9?" + text, Charset.forName(charset)).orElseThrow();
    assertThat(url.href()).isEqualTo("http://example.com/%C3%A9?" + expected);
  }

  @Test
  void webSocketsAndOtherSchemesAreAlwaysUtf8() {
    Charset latin = StandardCharsets.ISO_8859_1;
    assertThat(PAGE.resolve("ws://a/?\u00e9", latin))
        .map(CrawlUrl::href)
        .contains("ws://a/?%C3%A9");
    assertThat(PAGE.resolve("sc://a/?\u00e9", latin))
        .map(CrawlUrl::href)
        .contains("sc://a/?%C3%A9");
    assertThat(PAGE.resolve("ftp://a/?\u00e9", latin)).map(CrawlUrl::href).contains("ftp://a/?%E9");
  }

  @Test
  void longQueryIsEncodedWhole() {
    String text = "\u00e9a".repeat(1_000);
    assertThat(PAGE.resolve("?" + text, Charset.forName("windows-1252")))
        .map(CrawlUrl::href)
        .contains("http://example.com/?" + "%E9a".repeat(1_000));
  }

  @Test
  void quotesInQueriesAreEscapedOnlyWhereTheSchemeIsSpecial() {
    assertThat(CrawlUrl.parse("http://a/?'\"<>`{}|\\^"))
        .map(CrawlUrl::href)
        .contains("http://a/?%27%22%3C%3E`{}|\\^");
    assertThat(CrawlUrl.parse("sc://a/?'\"<>")).map(CrawlUrl::href).contains("sc://a/?'%22%3C%3E");
  }
}
