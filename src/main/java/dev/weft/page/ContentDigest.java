package dev.weft.page;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import org.jspecify.annotations.Nullable;

/** The digest of one content: {@code xxh3:} and the 32 hex digits of XXH3-128. One thread. */
public final class ContentDigest implements ContentDecoder.Rest {
  private @Nullable HashStream128 stream;

  @Override
  public void next(byte[] bytes, int offset, int count) {
    if (stream == null) {
      stream = Hashing.xxh3_128().hashStream();
    }
    stream.putBytes(bytes, offset, count);
  }

  /** The digest of what was decoded, once that has ended. */
  public String of(Decoded decoded) {
    Body content = decoded.content();
    return hex(
        stream == null
            ? Hashing.xxh3_128().hashBytesTo128Bits(content.array(), 0, content.arrayLength())
            : stream.get());
  }

  /** The digest of these bytes. */
  public static String of(byte[] content) {
    return hex(Hashing.xxh3_128().hashBytesTo128Bits(content, 0, content.length));
  }

  private static String hex(HashValue128 hash) {
    StringBuilder hex = new StringBuilder(37).append("xxh3:");
    append(hex, hash.getMostSignificantBits());
    append(hex, hash.getLeastSignificantBits());
    return hex.toString();
  }

  private static void append(StringBuilder to, long bits) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      to.append(Character.forDigit((int) (bits >>> shift) & 15, 16));
    }
  }
}
