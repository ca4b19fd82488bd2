package dev.weft.parse;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.util.Arrays;
import java.util.Optional;

/**
 * Guesses the encoding of text that names none from the statistics of its letters, by ICU. Only
 * encodings that hold ASCII are guessed: what hides markup from those who do not guess alike is a
 * danger (HTML Standard §13.2.3.2 on ISO-2022-JP).
 *
 * <p>ICU's tables are loaded at the first guess, so a crawl of pages that say what they are has
 * nothing of them in memory.
 */
final class CharsetGuess {
  private CharsetGuess() {}

  /**
   * The encoding that the first {@code length} bytes are in by all likelihood; empty if there is
   * too little text beyond ASCII to tell.
   */
  static Optional<Encoding> of(byte[] bytes, int length) {
    byte[] sample = Sample.of(bytes, length);
    if (beyondAscii(sample) < Limits.GUESS_BYTES_MIN) {
      return Optional.empty();
    }
    for (CharsetMatch match : new CharsetDetector().setText(sample).detectAll()) {
      if (match.getConfidence() < Limits.GUESS_CONFIDENCE_MIN) {
        return Optional.empty();
      }
      Optional<Encoding> encoding = Encoding.ofLabel(match.getName()).filter(Encoding::holdsAscii);
      if (encoding.isPresent()) {
        return encoding;
      }
    }
    return Optional.empty();
  }

  private static int beyondAscii(byte[] sample) {
    int count = 0;
    for (byte b : sample) {
      count += b < 0 ? 1 : 0;
    }
    return count;
  }

  /** The text between tags, of those stretches that are not only ASCII: the rest tells nothing. */
  private static final class Sample {
    private final byte[] text = new byte[Limits.GUESS_SAMPLE_BYTES];
    private int size;

    static byte[] of(byte[] bytes, int length) {
      Sample sample = new Sample();
      int at = 0;
      while (at < length && sample.size < sample.text.length) {
        int open = at;
        boolean plain = true;
        while (open < length && bytes[open] != '<') {
          plain &= bytes[open] >= 0;
          open++;
        }
        if (!plain) {
          sample.add(bytes, at, open);
        }
        at = open;
        while (at < length && bytes[at] != '>') {
          at++;
        }
        at++;
      }
      return Arrays.copyOf(sample.text, sample.size);
    }

    private void add(byte[] bytes, int from, int to) {
      int count = Math.min(to - from, text.length - size);
      System.arraycopy(bytes, from, text, size, count);
      size += count;
      if (size < text.length) {
        text[size++] = ' ';
      }
    }
  }
}
