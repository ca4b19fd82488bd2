package dev.weft.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the links of a page where they stand in its bytes, and fingerprints them, making objects
 * only for those asked for. Most links of a crawl lead to URLs already seen; for them the
 * fingerprint is all that is needed, and an ordinary one allocates nothing.
 *
 * <pre>{@code
 * resolver.startPage(page, charset);
 * if (resolver.resolve(bytes, from, to) && !seen.contains(resolver.fingerprint())) {
 *   outlinks.add(resolver.url());
 * }
 * }</pre>
 *
 * <p>Confined to one thread; reused from page to page. The bytes passed to {@link #resolve} must
 * stay as they are until the link's last question is answered.
 */
public final class LinkResolver {
  private final OrdinaryLink link = new OrdinaryLink();
  private final byte[] buffer = new byte[Limits.HREF_CHARS_MAX];

  private @Nullable CrawlUrl base;
  private byte[] baseHref = {};

  /** How much of the base the buffer begins with. */
  private int baseWritten;

  private final HashedPrefix prefix;
  private Charset charset = UTF_8;

  /** The latest link where it was not ordinary or has been asked for. */
  private @Nullable CrawlUrl url;

  /** The length of the latest link, which is in the buffer. */
  private int length;

  public LinkResolver(Fingerprinter fingerprinter) {
    prefix = new HashedPrefix(fingerprinter);
  }

  /** Sets what links resolve against: the page's URL or its base element's, and its charset. */
  public void startPage(CrawlUrl base, Charset charset) {
    this.base = base;
    this.charset = charset;
    baseHref = base.href().getBytes(ISO_8859_1);
    baseWritten = 0;
    prefix.start(baseHref);
    url = null;
    length = 0;
  }

  /**
   * Resolves {@code bytes[from, to)}, a link in the page's charset, a superset of ASCII, after
   * character references. False if it is no URL.
   */
  public boolean resolve(byte[] bytes, int from, int to) {
    CrawlUrl page = base();
    url = null;
    length = 0;
    if (page.isHttp() && link.scan(bytes, from, to, page)) {
      length = link.length();
      if (length > buffer.length) {
        length = 0;
        return false;
      }
      link.writeTo(buffer, baseHref, baseWritten);
      baseWritten = link.keep();
      return true;
    }
    return resolveByStandard(new String(bytes, from, to - from, charset), page);
  }

  private boolean resolveByStandard(String text, CrawlUrl page) {
    url = page.resolveByStandard(text, charset);
    if (url == null) {
      return false;
    }
    byte[] href = url.href().getBytes(ISO_8859_1);
    length = href.length;
    baseWritten = 0;
    System.arraycopy(href, 0, buffer, 0, length);
    return true;
  }

  /** The fingerprint of the URL that the latest link is. */
  public long fingerprint() {
    return prefix.fingerprint(buffer, Math.min(baseWritten, length), length);
  }

  /** Whether the URL that the latest link is has the scheme http or https. */
  public boolean isHttp() {
    return url == null || url.isHttp();
  }

  /** The URL that the latest link is. */
  public CrawlUrl url() {
    if (url == null) {
      if (length == 0) {
        throw new IllegalStateException("no link was resolved");
      }
      url = link.withHref(new String(buffer, 0, length, ISO_8859_1), base());
    }
    return url;
  }

  private CrawlUrl base() {
    if (base == null) {
      throw new IllegalStateException("startPage must come first");
    }
    return base;
  }
}
