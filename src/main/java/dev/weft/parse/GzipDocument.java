package dev.weft.parse;

import dev.weft.page.Body;
import dev.weft.page.ContentDecoder;
import dev.weft.page.Decoded;
import dev.weft.page.Headers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feed or a sitemap that is sent as a gzip file ({@code sitemap.xml.gz}), as sitemaps.org allows,
 * rather than under a content coding. It is opened if its Content-Type names gzip, text or nothing,
 * and it holds what begins as one; all other archives stay closed.
 *
 * <p>Some servers name gzip as the type and as the coding of one and the same layer. What is left
 * then when the coding is undone is the document, and is taken as that.
 *
 * @param request the document within, whose type is for its content to say
 * @param decoded how the file was undone, as far as the bound on it went
 */
public record GzipDocument(ParseRequest request, Decoded decoded) {
  private static final Headers CODED = Headers.of("Content-Encoding", "gzip");

  /** Opens a document that is such a file, to at most {@code bytesMax} bytes; most are none. */
  public static Optional<GzipDocument> open(ParseRequest request, int bytesMax) {
    Body body = request.content();
    String type = request.contentType();
    boolean isCoded = isCoded(body);
    boolean isOne = (type != null && type.contains("gzip")) || (isCoded && mayHide(type));
    if (!isOne) {
      return Optional.empty();
    }
    Decoded head = isCoded ? decoded(body, DocumentType.HEAD_BYTES) : whole(body);
    if (!DocumentType.beginsAsListOfUrls(head.content())) {
      return Optional.empty();
    }
    Decoded decoded = isCoded ? decoded(body, bytesMax) : head;
    return Optional.of(
        new GzipDocument(
            new ParseRequest(request.url(), MediaType.XML, decoded.content()), decoded));
  }

  /** Whether a gzip file may come under this type, which is not its own. */
  private static boolean mayHide(@Nullable String type) {
    if (type == null) {
      return true;
    }
    return MediaType.parse(type)
        .map(said -> said.essence().equals(MediaType.BINARY) || DocumentType.isRead(said.essence()))
        .orElse(true);
  }

  private static boolean isCoded(Body body) {
    byte[] bytes = body.array();
    return body.arrayLength() > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B && bytes[2] == 8;
  }

  private static Decoded decoded(Body body, int bytesMax) {
    return ContentDecoder.decode(body, CODED, bytesMax);
  }

  private static Decoded whole(Body body) {
    return new Decoded(body, body.length(), null, null, true);
  }
}
