package dev.weft.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Words of a {@code rel} attribute, which white space or commas part. */
public enum RelWord {
  NOFOLLOW("nofollow"),
  CANONICAL("canonical");

  /** The bit that a small letter of ASCII has and its capital one has not. */
  private static final int LETTER_CASE = 0x20;

  /** The word, in small letters. */
  private final String word;

  RelWord(String word) {
    this.word = word;
  }

  /** Whether this word is among those of a rel, in any case. */
  public boolean isIn(String rel) {
    return !rel.isEmpty() && isIn(rel.getBytes(ISO_8859_1), 0, rel.length());
  }

  /** Whether this word is among those of the rel that is {@code bytes[from, to)}, in any case. */
  public boolean isIn(byte[] bytes, int from, int to) {
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || isBetweenWords(bytes[i])) {
        if (i - start == word.length() && isAt(bytes, start)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private boolean isAt(byte[] bytes, int from) {
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[from + i] | LETTER_CASE) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBetweenWords(byte b) {
    return b == ' ' || b == ',' || (b >= '\t' && b <= '\r');
  }
}
