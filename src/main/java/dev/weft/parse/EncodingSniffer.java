package dev.weft.parse;

import dev.weft.page.Body;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the encoding of a document: by byte order mark, then by the Content-Type header, then by
 * what the document itself says, by {@code <meta>} near its beginning in HTML (HTML Standard
 * §13.2.3.2) and by its declaration in XML. Where none speaks, bytes that are UTF-8 throughout and
 * not only ASCII are UTF-8; others are what their letters look like, and in doubt windows-1252, the
 * standard's suggestion for most of the world. XML and JSON are UTF-8 where they are ASCII.
 */
public final class EncodingSniffer {
  private EncodingSniffer() {}

  /** The encoding, and how many bytes of byte order mark come before the text. */
  public record Sniffed(Encoding encoding, int markBytes) {}

  /** Looks at HTML whose header named this charset label, or none. */
  public static Sniffed sniff(Body content, @Nullable String headerLabel) {
    return sniff(content, headerLabel, DocumentType.Form.HTML);
  }

  /** Looks at a document of this form whose header named this charset label, or none. */
  public static Sniffed sniff(Body content, @Nullable String headerLabel, DocumentType.Form form) {
    byte[] bytes = content.array();
    int length = content.arrayLength();
    if (startsWith(bytes, length, 0xEF, 0xBB, 0xBF)) {
      return new Sniffed(Encoding.UTF8, 3);
    }
    if (startsWith(bytes, length, 0xFE, 0xFF)) {
      return new Sniffed(Encoding.UTF16_BE, 2);
    }
    if (startsWith(bytes, length, 0xFF, 0xFE)) {
      return new Sniffed(Encoding.UTF16_LE, 2);
    }
    Optional<Encoding> encoding =
        headerLabel == null ? Optional.empty() : Encoding.ofLabel(headerLabel);
    if (encoding.isEmpty()) {
      encoding = said(bytes, length, form);
    }
    return new Sniffed(encoding.orElseGet(() -> shown(bytes, length, form)), 0);
  }

  /** What a document says of its encoding. */
  private static Optional<Encoding> said(byte[] bytes, int length, DocumentType.Form form) {
    return switch (form) {
      case HTML ->
          new MetaPrescan(bytes, length)
              .encoding()
              .or(() -> XmlDeclaration.encoding(bytes, length));
      case XHTML ->
          XmlDeclaration.encoding(bytes, length)
              .or(() -> new MetaPrescan(bytes, length).encoding());
      case XML -> XmlDeclaration.encoding(bytes, length);
      case TEXT, JSON, NONE -> Optional.empty();
    };
  }

  /** What the bytes show where nothing speaks. */
  private static Encoding shown(byte[] bytes, int length, DocumentType.Form form) {
    return switch (Utf8Check.of(bytes, length)) {
      case UTF8 -> Encoding.UTF8;
      case ASCII ->
          form == DocumentType.Form.HTML || form == DocumentType.Form.TEXT
              ? Encoding.WINDOWS_1252
              : Encoding.UTF8;
      case OTHER -> CharsetGuess.of(bytes, length).orElse(Encoding.WINDOWS_1252);
    };
  }

  private static boolean startsWith(byte[] bytes, int length, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
