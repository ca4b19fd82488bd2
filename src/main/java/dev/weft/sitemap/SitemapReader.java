package dev.weft.sitemap;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import crawlercommons.sitemaps.extension.Extension;
import crawlercommons.sitemaps.extension.ExtensionMetadata;
import crawlercommons.sitemaps.extension.LinkAttributes;
import dev.weft.url.CrawlUrl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads sitemaps. One that is cut, or broken further on, gives what stands before that. One thread
 * at a time: a document of 50 MB and what is made of it may take some 200 MB.
 */
public final class SitemapReader {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final double USUAL_PRIORITY = 0.5;

  private SitemapReader() {}

  /** Bytes of a sitemap, unpacked, that are read. */
  public static int contentBytesMax() {
    return Limits.CONTENT_BYTES_MAX;
  }

  /**
   * Reads a sitemap.
   *
   * @param url where it was found, against which nothing is resolved: locations are absolute
   * @param content what came, packed with gzip or not
   * @throws IOException if it is no sitemap; the message says why, for people
   */
  public static synchronized Sitemap read(CrawlUrl url, byte[] content) throws IOException {
    byte[] plain = isPacked(content) ? unpacked(content) : content;
    if (isPacked(plain)) {
      throw new IOException("packed twice");
    }
    try {
      return sitemap(parser().parseSiteMap(plain, new URI(url.href()).toURL()));
    } catch (UnknownFormatException e) {
      throw new IOException("no sitemap: " + e.getMessage(), e);
    } catch (URISyntaxException | RuntimeException e) {
      throw new IOException("not readable as a sitemap: " + e, e);
    }
  }

  /** Tolerant of other sites' URLs, which are the caller's to judge, and of all but DOCTYPEs. */
  private static SiteMapParser parser() {
    SiteMapParser parser = new SiteMapParser(false, true);
    parser.setAllowDocTypeDefinitions(false);
    parser.enableExtension(Extension.LINKS);
    parser.enableExtension(Extension.NEWS);
    parser.enableExtension(Extension.IMAGE);
    return parser;
  }

  private static boolean isPacked(byte[] content) {
    return content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
  }

  private static byte[] unpacked(byte[] content) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(4 * content.length);
    byte[] block = new byte[BLOCK_BYTES];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content), BLOCK_BYTES)) {
      int left = Limits.CONTENT_BYTES_MAX;
      for (int count = in.read(block); count >= 0 && left > 0; count = in.read(block)) {
        plain.write(block, 0, Math.min(left, count));
        left -= count;
      }
    } catch (ZipException | EOFException e) {
      if (plain.size() == 0) {
        throw new IOException("its gzip data is damaged: " + e.getMessage(), e);
      }
    }
    return plain.toByteArray();
  }

  private static Sitemap sitemap(AbstractSiteMap found) {
    Map<CrawlUrl, Sitemap.Entry> entries = new LinkedHashMap<>();
    if (found instanceof SiteMapIndex index) {
      for (AbstractSiteMap each : index.getSitemaps()) {
        add(entries, each.getUrl(), each.getLastModified(), USUAL_PRIORITY);
      }
      return new Sitemap(true, List.copyOf(entries.values()));
    }
    for (SiteMapURL each : ((SiteMap) found).getSiteMapUrls()) {
      add(entries, each.getUrl(), each.getLastModified(), each.getPriority());
      ExtensionMetadata[] others = each.getAttributesForExtension(Extension.LINKS);
      for (ExtensionMetadata other : others == null ? new ExtensionMetadata[0] : others) {
        if (other instanceof LinkAttributes link) {
          add(entries, link.getHref(), null, each.getPriority());
        }
      }
    }
    return new Sitemap(false, List.copyOf(entries.values()));
  }

  private static void add(
      Map<CrawlUrl, Sitemap.Entry> entries,
      @Nullable URL location,
      @Nullable Date modified,
      double priority) {
    CrawlUrl url = location == null ? null : CrawlUrl.parseOrNull(location.toString());
    if (url == null || !url.isHttp() || entries.size() >= Limits.ENTRIES_MAX) {
      return;
    }
    OptionalLong millis =
        modified == null
            ? OptionalLong.empty()
            : OptionalLong.of(modified.toInstant().toEpochMilli());
    entries.putIfAbsent(url, new Sitemap.Entry(url, millis, priority));
  }
}
