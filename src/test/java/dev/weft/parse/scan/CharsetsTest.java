package dev.weft.parse.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.parse.Encoding;
import dev.weft.url.CrawlUrl;
import java.nio.charset.Charset;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes are read as they are in every superset of ASCII, and after decoding in the others. */
final class CharsetsTest {
  private static final CrawlUrl PAGE =
      CrawlUrl.parse("https://pages.example/dir/page.html").orElseThrow();

  /** Among them characters whose second byte in Shift_JIS, GBK or Big5 is a letter or a bracket. */
  private static final String LETTERS =
      "\u3042\u8868\u7af9\u30bd\u30a2\u0434\u0430\u4e2d\u6587\ud55c\u00e9\u20ac\u5341\u4e5d";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shift_jis",
        "euc-jp",
        "iso-2022-jp",
        "euc-kr",
        "gbk",
        "gb18030",
        "big5",
        "koi8-r",
        "windows-1251",
        "windows-1252",
        "iso-8859-7",
        "macintosh",
        "ibm866",
        "windows-874",
        "utf-16le",
        "utf-16be",
        "utf-8"
      })
  void documentsInEveryCharsetGiveTheSame(String name) {
    Charset charset = Encoding.ofLabel(name).orElseThrow().charset();
    long seed = Long.getLong("weft.seed", 1);
    HtmlGenerator generator = new HtmlGenerator(seed);
    Random random = new Random(seed);
    try (Comparison comparison = Comparison.ofAllKinds()) {
      for (int i = 0; i < 300; i++) {
        String html = withLetters(generator.document(), random);
        assertThat(
                comparison.difference(PAGE, "text/html; charset=" + name, html.getBytes(charset)))
            .as("-Dweft.seed=%d: %s", seed, html)
            .isEmpty();
      }
    }
  }

  private static String withLetters(String html, Random random) {
    StringBuilder text = new StringBuilder(html);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        text.setCharAt(i, LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    }
    return text.toString();
  }
}
