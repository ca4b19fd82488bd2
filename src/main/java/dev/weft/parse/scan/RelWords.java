package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The {@code rel} attribute: words with white space or commas between them. */
final class RelWords {
  static final byte[] NOFOLLOW = "nofollow".getBytes(US_ASCII);
  static final byte[] CANONICAL = "canonical".getBytes(US_ASCII);

  private RelWords() {}

  /** Whether a word in lower case is among those of a tag's rel, in any case. */
  static boolean has(byte[] word, byte[] bytes, AttributeSpans attributes, Findings findings) {
    if (!attributes.has(AttributeName.REL)) {
      return false;
    }
    int from = attributes.from(AttributeName.REL);
    int to = attributes.to(AttributeName.REL);
    if (ByteSearch.indexOf(bytes, '&', from, to) < to) {
      byte[] text = findings.text(bytes, from, to, true).getBytes(UTF_8);
      return has(word, text, 0, text.length);
    }
    return has(word, bytes, from, to);
  }

  private static boolean has(byte[] word, byte[] bytes, int from, int to) {
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || isBetweenWords(bytes[i])) {
        if (i - start == word.length && isAt(word, bytes, start)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] word, byte[] bytes, int from) {
    for (int i = 0; i < word.length; i++) {
      if (Characters.lower(bytes[from + i]) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBetweenWords(byte b) {
    return Characters.isBlank(b) || b == ',' || b == 0x0B;
  }
}
