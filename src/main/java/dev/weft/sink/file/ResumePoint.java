package dev.weft.sink.file;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.weft.sink.SinkMark.FileMark;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The checksum of a file as far as it has come, and the checksum of its {@linkplain Tail tail}: all
 * it takes to go on with the file without reading it. As text, {@code 1:TAIL:STATE}, the state in
 * Base64.
 */
record ResumePoint(HashStream64 checksum, long tailChecksum) {
  private static final String VERSION = "1:";
  private static final int HEX_DIGITS = 16;

  String text() {
    return VERSION
        + HexFormat.of().toHexDigits(tailChecksum)
        + ':'
        + Base64.getEncoder().withoutPadding().encodeToString(checksum.getState());
  }

  /** What a mark carries; null if it carries nothing that belongs to its checksum. */
  static @Nullable ResumePoint of(FileMark mark) {
    String text = mark.resume();
    int stateAt = VERSION.length() + HEX_DIGITS + 1;
    if (!text.startsWith(VERSION) || text.length() < stateAt) {
      return null;
    }
    try {
      long tail =
          HexFormat.fromHexDigitsToLong(text, VERSION.length(), VERSION.length() + HEX_DIGITS);
      byte[] state = Base64.getDecoder().decode(text.substring(stateAt));
      HashStream64 checksum = Hashing.xxh3_64().hashStreamFromState(state);
      return checksum.getAsLong() == mark.checksum() ? new ResumePoint(checksum, tail) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
