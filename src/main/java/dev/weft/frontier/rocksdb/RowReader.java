package dev.weft.frontier.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Takes a row apart as {@link RowWriter} wrote it; throws a runtime exception where it cannot. */
final class RowReader {
  private final byte[] bytes;
  private int place;

  RowReader(byte[] bytes, int from) {
    this.bytes = bytes;
    place = from;
  }

  int oneByte() {
    return bytes[place++] & 0xff;
  }

  int fixedInt() {
    return oneByte() << 24 | oneByte() << 16 | oneByte() << 8 | oneByte();
  }

  long fixedLong() {
    return (long) fixedInt() << 32 | (fixedInt() & 0xffff_ffffL);
  }

  long number() {
    long value = 0;
    int shift = 0;
    int next = oneByte();
    while (next >= 0x80) {
      value |= (next & 0x7fL) << shift;
      shift += 7;
      next = oneByte();
    }
    return value | (long) next << shift;
  }

  int smallNumber() {
    return Math.toIntExact(number());
  }

  long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  String text() {
    int length = smallNumber();
    String text = new String(bytes, place, length, UTF_8);
    place += length;
    return text;
  }

  @Nullable String textOrNull() {
    return oneByte() == 0 ? null : text();
  }

  @Nullable String textLike(String model) {
    int shared = smallNumber();
    return shared == 0 ? null : model.substring(0, shared - 1) + text();
  }

  /** Whether the row ends here, as every row must once it is read. */
  boolean isAtEnd() {
    return place == bytes.length;
  }
}
