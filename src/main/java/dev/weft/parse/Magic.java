package dev.weft.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Types that content shows by its first bytes: the patterns of the WHATWG MIME Sniffing Standard
 * §6, those of fonts left out, and a few kinds of archive.
 */
final class Magic {
  /** What is looked at; the longest pattern ends before. */
  private static final int BYTES = 16;

  /** Each the type and its pattern, with {@code ?} for any byte. */
  private static final String[][] PATTERNS = {
    {"application/pdf", "%PDF-"},
    {"application/postscript", "%!PS-Adobe-"},
    {"image/x-icon", "\0\0\1\0"},
    {"image/x-icon", "\0\0\2\0"},
    {"image/bmp", "BM????\0\0\0\0"},
    {"image/gif", "GIF87a"},
    {"image/gif", "GIF89a"},
    {"image/webp", "RIFF????WEBPVP"},
    {"image/png", "\u0089PNG\r\n\u001a\n"},
    {"image/jpeg", "\u00ff\u00d8\u00ff"},
    {"image/avif", "????ftypavif"},
    {"audio/basic", ".snd"},
    {"audio/aiff", "FORM????AIFF"},
    {"audio/mpeg", "ID3"},
    {"application/ogg", "OggS\0"},
    {"audio/midi", "MThd\0\0\0\6"},
    {"video/avi", "RIFF????AVI "},
    {"audio/wave", "RIFF????WAVE"},
    {"video/mp4", "????ftyp"},
    {"video/webm", "\u001aE\u00df\u00a3"},
    {"application/gzip", "\u001f\u008b\b"},
    {"application/zip", "PK\3\4"},
    {"application/x-rar-compressed", "Rar!\u001a\7"},
    {"application/x-7z-compressed", "7z\u00bc\u00af'\u001c"},
    {"application/x-bzip2", "BZh?1AY&SY"},
    {"application/x-xz", "\u00fd7zXZ\0"},
    {"application/zstd", "(\u00b5/\u00fd"},
  };

  private Magic() {}

  /** The type of content that begins so; null if no pattern fits. */
  static @Nullable String typeOf(byte[] bytes, int length) {
    String head = new String(bytes, 0, Math.min(length, BYTES), ISO_8859_1);
    for (String[] pattern : PATTERNS) {
      if (fits(pattern[1], head)) {
        return pattern[0];
      }
    }
    return null;
  }

  private static boolean fits(String pattern, String head) {
    if (head.length() < pattern.length()) {
      return false;
    }
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) != '?' && pattern.charAt(i) != head.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a byte stands for nothing in any text (the standard's "binary data byte"). */
  static boolean isBinary(byte b) {
    return b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\f' && b != '\r' && b != 0x1B;
  }
}
