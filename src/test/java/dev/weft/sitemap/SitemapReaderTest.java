package dev.weft.sitemap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.url.CrawlUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class SitemapReaderTest {
  private static final CrawlUrl URL =
      CrawlUrl.parse("https://example.com/sitemap.xml").orElseThrow();
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
          + " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""
          + " xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\""
          + " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">";

  private static Sitemap read(String text) throws IOException {
    return SitemapReader.read(URL, text.getBytes(UTF_8));
  }

  @Test
  void pagesHaveTheirTimeAndPriority() throws IOException {
    Sitemap sitemap =
        read(
            HEAD
                + "<url><loc>https://example.com/a</loc><lastmod>2026-01-02T03:04:05Z</lastmod>"
                + "<priority>0.8</priority></url>"
                + "<url><loc>https://example.com/b?x=1&amp;y=2</loc></url></urlset>");

    assertThat(sitemap.isIndex()).isFalse();
    assertThat(sitemap.entries())
        .containsExactly(
            new Sitemap.Entry(
                url("https://example.com/a"),
                OptionalLong.of(Instant.parse("2026-01-02T03:04:05Z").toEpochMilli()),
                0.8),
            new Sitemap.Entry(url("https://example.com/b?x=1&y=2"), OptionalLong.empty(), 0.5));
  }

  @Test
  void otherLanguagesAreTakenImagesAndNewsAreNot() throws IOException {
    Sitemap sitemap =
        read(
            HEAD
                + "<url><loc>https://example.com/en</loc>"
                + "<xhtml:link rel=\"alternate\" hreflang=\"de\" href=\"https://example.com/de\"/>"
                + "<image:image><image:loc>https://example.com/i.png</image:loc></image:image>"
                + "<news:news><news:title>t</news:title></news:news></url></urlset>");

    assertThat(sitemap.entries())
        .extracting(entry -> entry.url().href())
        .containsExactly("https://example.com/en", "https://example.com/de");
  }

  @Test
  void indexesFeedsAndTextAreRead() throws IOException {
    Sitemap index =
        read(
            "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap>"
                + "<loc>https://example.com/1.xml.gz</loc></sitemap></sitemapindex>");
    Sitemap rss =
        read(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>t</title><item>"
                + "<link>https://example.com/r</link></item></channel></rss>");
    Sitemap atom =
        read(
            "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title>"
                + "<entry><link href=\"https://example.com/e\"/></entry></feed>");
    Sitemap text = read("https://example.com/1\nhttps://example.com/2\n");

    assertThat(index.isIndex()).isTrue();
    assertThat(index.entries()).hasSize(1);
    assertThat(rss.entries()).extracting(Sitemap.Entry::url).contains(url("https://example.com/r"));
    assertThat(atom.entries())
        .extracting(Sitemap.Entry::url)
        .contains(url("https://example.com/e"));
    assertThat(text.entries()).hasSize(2);
  }

  @Test
  void aPackedOneIsUnpackedAndACutOneGivesWhatItHas() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < 1_000; i++) {
      text.append("<url><loc>https://example.com/").append(i).append("</loc></url>");
    }
    byte[] packed = packed((text + "</urlset>").getBytes(UTF_8));

    assertThat(SitemapReader.read(URL, packed).entries()).hasSize(1_000);
    assertThat(read(text.substring(0, text.length() / 2)).entries()).hasSizeBetween(400, 600);
    byte[] half = Arrays.copyOf(packed, packed.length / 2);
    assertThat(SitemapReader.read(URL, half).entries()).isNotEmpty();
  }

  @Test
  void noMoreIsTakenThanTheProtocolAllows() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Limits.ENTRIES_MAX + 10; i++) {
      text.append("https://example.com/").append(i).append('\n');
    }

    assertThat(read(text.toString()).entries()).hasSizeLessThanOrEqualTo(Limits.ENTRIES_MAX);
  }

  @Test
  void aBombIsCutWhereALongSitemapIs() throws IOException {
    byte[] spaces = new byte[1 << 20];
    Arrays.fill(spaces, (byte) ' ');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(HEAD.getBytes(UTF_8));
      out.write("<url><loc>https://example.com/a</loc></url>".getBytes(UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(spaces);
      }
    }

    assertThat(SitemapReader.read(URL, bytes.toByteArray()).entries()).hasSize(1);
  }

  @Test
  void hostileContentIsAnErrorAndNothingElse() {
    String entities =
        "<?xml version=\"1.0\"?><!DOCTYPE u [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
            + "<urlset><url><loc>https://example.com/&b;</loc></url></urlset>";
    String file =
        "<?xml version=\"1.0\"?><!DOCTYPE u [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>"
            + "<urlset><url><loc>https://example.com/&f;</loc></url></urlset>";
    for (String text : new String[] {entities, file}) {
      try {
        assertThat(read(text).entries()).isEmpty();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("sitemap");
      }
    }
    assertThatThrownBy(() -> SitemapReader.read(URL, packed(packed(new byte[10]))))
        .isInstanceOf(IOException.class);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      try {
        SitemapReader.read(URL, noise);
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }
}
