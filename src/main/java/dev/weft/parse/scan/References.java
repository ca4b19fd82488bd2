package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import org.jsoup.nodes.Entities;

/**
 * Character references (HTML Standard §13.2.5.72 and following), with jsoup's table of names. An
 * object holds what it read last and is confined to one thread.
 */
final class References {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int CODE_POINT_MAX = Character.MAX_CODE_POINT;

  /** The longest name is {@code CounterClockwiseContourIntegral}. */
  private static final int NAME_CHARS_MAX = 31;

  /** The longest name that needs no semicolon is of the kind of {@code Aacute}. */
  private static final int BARE_NAME_CHARS_MAX = 6;

  /** What the numbers 0x80 to 0x9F stand for: windows-1252, with its gaps left as they are. */
  private static final String C1_AS_WINDOWS_1252 =
      "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D"
          + "\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153"
          + "\u009D\u017E\u0178";

  private final int[] codePoints = new int[2];
  private int count;

  /**
   * The text that {@code bytes[from, to)} stands for in {@code charset}, a superset of ASCII, with
   * references resolved and NUL replaced.
   */
  String text(byte[] bytes, int from, int to, Charset charset, boolean inAttribute) {
    int plainEnd = ByteSearch.indexOfReferenceOrNul(bytes, from, to);
    if (plainEnd == to) {
      return new String(bytes, from, to - from, charset);
    }
    StringBuilder text = new StringBuilder(to - from);
    int at = from;
    int i = plainEnd;
    while (i < to) {
      int after = read(bytes, i, to, inAttribute);
      if (after > i) {
        text.append(new String(bytes, at, i - at, charset));
        for (int k = 0; k < count; k++) {
          text.appendCodePoint(codePoints[k]);
        }
        at = after;
      }
      i = ByteSearch.indexOfReferenceOrNul(bytes, Math.max(after, i + 1), to);
    }
    return text.append(new String(bytes, at, to - at, charset)).toString();
  }

  /**
   * Writes {@code bytes[from, to)}, an attribute's value, to {@code out} with references resolved,
   * and gives its length there; negative if a reference or a NUL stands for more than ASCII.
   */
  int decode(byte[] bytes, int from, int to, byte[] out) {
    int length = 0;
    int i = from;
    while (i < to) {
      int plainEnd = ByteSearch.indexOfReferenceOrNul(bytes, i, to);
      System.arraycopy(bytes, i, out, length, plainEnd - i);
      length += plainEnd - i;
      i = plainEnd;
      if (i < to) {
        int after = read(bytes, i, to, true);
        if (after == i) {
          out[length++] = '&';
          i++;
          continue;
        }
        for (int k = 0; k < count; k++) {
          if (codePoints[k] >= 0x80) {
            return -1;
          }
          out[length++] = (byte) codePoints[k];
        }
        i = after;
      }
    }
    return length;
  }

  /** Reads the reference, or the NUL, at {@code at}; gives the place after it, or {@code at}. */
  private int read(byte[] bytes, int at, int to, boolean inAttribute) {
    int from = at + 1;
    if (bytes[at] == 0) {
      return stands(REPLACEMENT, from);
    }
    if (from < to && bytes[from] == '#') {
      return number(bytes, at, to);
    }
    int end = from;
    int most = Math.min(to, from + NAME_CHARS_MAX + 1);
    while (end < most && isLetterOrDigit(bytes[end])) {
      end++;
    }
    boolean closed = end < to && bytes[end] == ';';
    if (closed && end - from == 3 && bytes[from] == 'a' && bytes[from + 1] == 'm') {
      if (bytes[from + 2] == 'p') {
        return stands('&', end + 1);
      }
    }
    String name = new String(bytes, from, end - from, ISO_8859_1);
    if (closed && Entities.isNamedEntity(name)) {
      count = Entities.codepointsForName(name, codePoints);
      return end + 1;
    }
    for (int length = Math.min(name.length(), BARE_NAME_CHARS_MAX); length > 1; length--) {
      if (Entities.isBaseNamedEntity(name.substring(0, length))) {
        int after = from + length;
        if (inAttribute && after < to && (bytes[after] == '=' || isLetterOrDigit(bytes[after]))) {
          return at;
        }
        count = Entities.codepointsForName(name.substring(0, length), codePoints);
        return after;
      }
    }
    return at;
  }

  private int number(byte[] bytes, int at, int to) {
    boolean hex = at + 2 < to && (bytes[at + 2] | 0x20) == 'x';
    int digits = hex ? at + 3 : at + 2;
    int radix = hex ? 16 : 10;
    int value = 0;
    int i = digits;
    while (i < to && Character.digit((char) (bytes[i] & 0x7F), radix) >= 0 && bytes[i] > 0) {
      value = Math.min(value * radix + Character.digit(bytes[i], radix), CODE_POINT_MAX + 1);
      i++;
    }
    if (i == digits) {
      return at;
    }
    return stands(codePoint(value), i < to && bytes[i] == ';' ? i + 1 : i);
  }

  private static int codePoint(int value) {
    if (value >= 0x80 && value <= 0x9F) {
      return C1_AS_WINDOWS_1252.charAt(value - 0x80);
    }
    boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    return value == 0 || surrogate || value > CODE_POINT_MAX ? REPLACEMENT : value;
  }

  private int stands(int codePoint, int after) {
    codePoints[0] = codePoint;
    count = 1;
    return after;
  }

  private static boolean isLetterOrDigit(byte b) {
    return Characters.isLetter(b) || Characters.isDigit(b);
  }
}
