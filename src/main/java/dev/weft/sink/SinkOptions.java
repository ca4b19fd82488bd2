package dev.weft.sink;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a sink writes its files; each sink heeds those that mean something to it. A file that has
 * reached {@code rollBytes} is followed by another; without it there is one, or as many as the
 * format wants. {@code columns} are a table's, in order; none means all. {@code level} is how hard
 * gzip tries, from 1 to 9.
 */
public record SinkOptions(
    Compression compression, OptionalLong rollBytes, List<String> columns, OptionalInt level) {
  /** No compression, one file, all columns. */
  public static final SinkOptions DEFAULT =
      new SinkOptions(Compression.NONE, OptionalLong.empty(), List.of());

  public SinkOptions {
    columns = List.copyOf(columns);
    if (rollBytes.isPresent() && rollBytes.getAsLong() < 1) {
      throw new IllegalArgumentException("rollBytes is " + rollBytes.getAsLong());
    }
    if (level.isPresent() && (level.getAsInt() < 1 || level.getAsInt() > 9)) {
      throw new IllegalArgumentException("level is " + level.getAsInt() + "; must be 1 to 9");
    }
  }

  /** Options that leave the level to the sink. */
  public SinkOptions(Compression compression, OptionalLong rollBytes, List<String> columns) {
    this(compression, rollBytes, columns, OptionalInt.empty());
  }

  /** These options with another compression. */
  public SinkOptions withCompression(Compression other) {
    return new SinkOptions(other, rollBytes, columns, level);
  }

  /** These options with files of about this many bytes. */
  public SinkOptions withRollBytes(long bytes) {
    return new SinkOptions(compression, OptionalLong.of(bytes), columns, level);
  }

  /** These options with these columns. */
  public SinkOptions withColumns(List<String> others) {
    return new SinkOptions(compression, rollBytes, others, level);
  }

  /** These options with this level of gzip. */
  public SinkOptions withLevel(int gzip) {
    return new SinkOptions(compression, rollBytes, columns, OptionalInt.of(gzip));
  }
}
