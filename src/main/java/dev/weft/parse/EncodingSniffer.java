package dev.weft.parse;

import dev.weft.page.Body;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the encoding of an HTML document as the HTML Standard §13.2.3.2 says: by byte order mark,
 * then by the Content-Type header, then by {@code <meta>} near its beginning. Where none speaks,
 * bytes that are UTF-8 throughout and not only ASCII are UTF-8, others windows-1252, the standard's
 * suggestion for most of the world.
 */
public final class EncodingSniffer {
  private EncodingSniffer() {}

  /** The encoding, and how many bytes of byte order mark come before the text. */
  public record Sniffed(Encoding encoding, int markBytes) {}

  /** Looks at a document whose header named this charset label, or none. */
  public static Sniffed sniff(Body content, @Nullable String headerLabel) {
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
      encoding = new MetaPrescan(bytes, length).encoding();
    }
    return new Sniffed(
        encoding.orElseGet(
            () ->
                Utf8Check.isUtf8BeyondAscii(bytes, length) ? Encoding.UTF8 : Encoding.WINDOWS_1252),
        0);
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
