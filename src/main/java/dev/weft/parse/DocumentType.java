package dev.weft.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.page.Body;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a document is: its media type, the charset label that came with it, and how it is read.
 *
 * <p>The Content-Type header decides. Where it is missing, names no type or an unknown one, the
 * content does, by the WHATWG MIME Sniffing Standard §7.1; plain text that holds bytes of no text
 * is looked at as well (§7.2), and HTML that begins as a feed is one (§7.3). Beyond the standard, a
 * document said to be text, HTML or XML that begins with the signature of a PDF, a picture or an
 * archive is that: a browser would show rubbish, and rubbish has no links.
 */
public record DocumentType(String essence, @Nullable String charsetLabel, Form form) {

  /** How documents are read. */
  public enum Form {
    HTML,
    /** HTML written as XML. */
    XHTML,
    /** Feeds, sitemaps and all other XML. */
    XML,
    TEXT,
    JSON,
    /** Not at all. */
    NONE
  }

  /** What {@link Magic} and the tags of HTML fit into, and some white space before them. */
  static final int HEAD_BYTES = 1_445;

  private static final Set<String> UNKNOWN =
      Set.of("unknown/unknown", "application/unknown", "*/*");

  /** The types of plain text; that of CSS and scripts is not for readers. */
  private static final Set<String> TEXTS =
      Set.of("text/plain", "text/markdown", "text/csv", "text/tab-separated-values");

  private static final List<String> HTML_BEGINNINGS =
      List.of(
          "<!doctype html",
          "<html",
          "<head",
          "<script",
          "<iframe",
          "<h1",
          "<div",
          "<font",
          "<table",
          "<a",
          "<style",
          "<title",
          "<b",
          "<body",
          "<br",
          "<p",
          "<!--");

  private static final List<String> FEED_ROOTS = List.of("<rss", "<feed", "<rdf:RDF");

  private static final List<String> SITEMAP_ROOTS = List.of("<urlset", "<sitemapindex");

  /** The type of a document with this header, or none, and this content. */
  public static DocumentType of(ParseRequest request) {
    byte[] bytes = request.content().array();
    int length = request.content().arrayLength();
    String header = request.contentType();
    Optional<MediaType> said = header == null ? Optional.empty() : MediaType.parse(header);
    if (said.isEmpty() || UNKNOWN.contains(said.get().essence())) {
      return ofForm(unsaid(bytes, length), said.map(MediaType::charsetLabel).orElse(null));
    }
    MediaType type = said.get();
    DocumentType document = ofForm(type.essence(), type.charsetLabel());
    if (document.form == Form.NONE) {
      return document;
    }
    String shown = Magic.typeOf(bytes, length);
    if (shown != null) {
      return new DocumentType(shown, null, Form.NONE);
    }
    if (document.form == Form.HTML && beginsWith(FEED_ROOTS, bytes, length)) {
      return new DocumentType(document.essence, document.charsetLabel, Form.XML);
    }
    return type.essence().equals(MediaType.TEXT) && isBinary(bytes, length)
        ? new DocumentType(MediaType.BINARY, null, Form.NONE)
        : document;
  }

  private static DocumentType ofForm(String essence, @Nullable String label) {
    return new DocumentType(essence, label, form(essence));
  }

  private static Form form(String essence) {
    if (essence.equals(MediaType.HTML)) {
      return Form.HTML;
    }
    if (essence.equals(MediaType.XHTML)) {
      return Form.XHTML;
    }
    if (TEXTS.contains(essence)) {
      return Form.TEXT;
    }
    if (essence.startsWith("image/")) {
      return Form.NONE;
    }
    if (essence.equals("text/xml") || essence.endsWith("/xml") || essence.endsWith("+xml")) {
      return Form.XML;
    }
    return essence.endsWith("/json") || essence.endsWith("+json") ? Form.JSON : Form.NONE;
  }

  /** The type of content that came without one. */
  private static String unsaid(byte[] bytes, int length) {
    String magic = Magic.typeOf(bytes, length);
    if (magic != null) {
      return magic;
    }
    String head = head(bytes, length);
    String lower = head.toLowerCase(Locale.ROOT);
    if (HTML_BEGINNINGS.stream().anyMatch(tag -> lower.startsWith(tag) && endsTag(lower, tag))) {
      return MediaType.HTML;
    }
    if (head.startsWith("<?xml")) {
      return MediaType.XML;
    }
    return isBinary(bytes, length) ? MediaType.BINARY : MediaType.TEXT;
  }

  private static boolean endsTag(String text, String tag) {
    return tag.equals("<!--")
        || (text.length() > tag.length() && " >".indexOf(text.charAt(tag.length())) >= 0);
  }

  /** The beginning, without a mark of UTF-8 and white space. */
  private static String head(byte[] bytes, int length) {
    int from = 0;
    if (length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      from = 3;
    }
    while (from < length && " \t\n\r\f".indexOf(bytes[from]) >= 0) {
      from++;
    }
    return new String(bytes, from, Math.min(length - from, HEAD_BYTES), ISO_8859_1);
  }

  private static boolean isBinary(byte[] bytes, int length) {
    boolean wide = length >= 2 && isWide(bytes[0], bytes[1]);
    for (int i = 0; i < Math.min(length, HEAD_BYTES) && !wide; i++) {
      if (Magic.isBinary(bytes[i])) {
        return true;
      }
    }
    return false;
  }

  /** Whether these two are a byte order mark of UTF-16. */
  private static boolean isWide(byte first, byte second) {
    return (first == (byte) 0xFE && second == (byte) 0xFF)
        || (first == (byte) 0xFF && second == (byte) 0xFE);
  }

  /** Whether documents of this type are read. */
  static boolean isRead(String essence) {
    return form(essence) != Form.NONE;
  }

  /** Whether content begins as a feed, a sitemap or an index of them. */
  static boolean beginsAsListOfUrls(Body content) {
    return beginsWith(FEED_ROOTS, content.array(), content.arrayLength())
        || beginsWith(SITEMAP_ROOTS, content.array(), content.arrayLength());
  }

  /** Whether the first tag, after comments, doctypes and instructions, is one of these. */
  private static boolean beginsWith(List<String> roots, byte[] bytes, int length) {
    String head = head(bytes, length);
    int at = 0;
    while (at >= 0 && at < head.length()) {
      if (head.startsWith("<!--", at)) {
        at = beyond(head, "-->", at);
      } else if (head.startsWith("<!", at) || head.startsWith("<?", at)) {
        at = beyond(head, ">", at);
      } else if (head.charAt(at) <= ' ') {
        at++;
      } else {
        int tag = at;
        return roots.stream().anyMatch(root -> head.startsWith(root, tag));
      }
    }
    return false;
  }

  private static int beyond(String text, String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? -1 : found + end.length();
  }
}
