package dev.weft.url;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * An {@code xn--} label of an ASCII domain, looked through. The URL Standard no longer validates
 * such labels, because real sites live under names that UTS 46 rejects; browsers of the years
 * before refused them all. Between the two, this refuses what can only be a disguise: a label that
 * decodes to nothing, or to characters that stand for others ({@code xn--pokxncvks} spells circled
 * digits), which no registry accepts and UTS 46 would never have produced.
 */
final class AceLabel {
  private static final String PREFIX = "xn--";

  private AceLabel() {}

  /** Whether a label of this lower-case ASCII domain is such a disguise. */
  static boolean isDisguised(String domain) {
    for (int start = domain.indexOf(PREFIX);
        start >= 0;
        start = domain.indexOf(PREFIX, start + 1)) {
      if (start == 0 || domain.charAt(start - 1) == '.') {
        int dot = domain.indexOf('.', start);
        int end = dot < 0 ? domain.length() : dot;
        String decoded = decode(domain.substring(start + PREFIX.length(), end));
        if (decoded != null && isStandIn(decoded)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isStandIn(String text) {
    return text.isEmpty() || !Normalizer.isNormalized(text, Normalizer.Form.NFKC);
  }

  /** Punycode to text (RFC 3492 section 6.2); null if it is no Punycode. */
  static @Nullable String decode(String punycode) {
    int basicEnd = Math.max(punycode.lastIndexOf('-'), 0);
    StringBuilder out = new StringBuilder(punycode.substring(0, basicEnd));
    int codePoints = basicEnd;
    int next = basicEnd > 0 ? basicEnd + 1 : 0;
    int codePoint = 128;
    int bias = 72;
    long index = 0;
    while (next < punycode.length()) {
      long before = index;
      long weight = 1;
      for (int k = 36; ; k += 36) {
        int digit = next < punycode.length() ? digit(punycode.charAt(next++)) : -1;
        index += digit * weight;
        if (digit < 0 || index > Integer.MAX_VALUE) {
          return null;
        }
        int threshold = Math.min(Math.max(k - bias, 1), 26);
        if (digit < threshold) {
          break;
        }
        weight *= 36 - threshold;
      }
      codePoints++;
      bias = adapt(index - before, codePoints, before == 0);
      long advanced = codePoint + index / codePoints;
      if (advanced > Character.MAX_CODE_POINT) {
        return null;
      }
      codePoint = (int) advanced;
      int at = out.offsetByCodePoints(0, (int) (index % codePoints));
      out.insert(at, Character.toString(codePoint));
      index = index % codePoints + 1;
    }
    return out.toString();
  }

  private static int digit(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
  }

  private static int adapt(long delta, int codePoints, boolean first) {
    long left = first ? delta / 700 : delta / 2;
    left += left / codePoints;
    int k = 0;
    for (; left > 455; k += 36) {
      left /= 35;
    }
    return (int) (k + 36 * left / (left + 38));
  }
}
