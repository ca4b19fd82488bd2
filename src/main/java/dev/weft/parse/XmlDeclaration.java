package dev.weft.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/**
 * The encoding that {@code <?xml … encoding="…"?>} names at the beginning of a document (HTML
 * Standard, "get an XML encoding").
 */
final class XmlDeclaration {
  private static final String START = "<?xml";
  private static final String ENCODING = "encoding";

  private XmlDeclaration() {}

  static Optional<Encoding> encoding(byte[] bytes, int length) {
    String text = new String(bytes, 0, Math.min(length, Limits.PRESCAN_BYTES), ISO_8859_1);
    if (text.startsWith("<\0?\0x\0")) {
      return Optional.of(Encoding.UTF16_LE);
    }
    if (text.startsWith("\0<\0?\0x")) {
      return Optional.of(Encoding.UTF16_BE);
    }
    int end = text.indexOf('>');
    if (!text.startsWith(START) || end < 0) {
      return Optional.empty();
    }
    String declaration = text.substring(0, end);
    int found = declaration.indexOf(ENCODING, START.length());
    int equals = found < 0 ? -1 : skipBlanks(declaration, found + ENCODING.length());
    if (equals < 0 || equals == end || declaration.charAt(equals) != '=') {
      return Optional.empty();
    }
    int quote = skipBlanks(declaration, equals + 1);
    if (quote == end || "\"'".indexOf(declaration.charAt(quote)) < 0) {
      return Optional.empty();
    }
    int close = declaration.indexOf(declaration.charAt(quote), quote + 1);
    return close < 0
        ? Optional.empty()
        : Encoding.ofLabel(declaration.substring(quote + 1, close)).map(Encoding::inAscii);
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }
}
