package dev.weft.sink;

import java.util.List;
import java.util.OptionalLong;

/**
 * How a sink writes its files; each sink heeds those that mean something to it. A file that has
 * reached {@code rollBytes} is followed by another; without it there is one, or as many as the
 * format wants. {@code columns} are a table's, in order; none means all.
 */
public record SinkOptions(Compression compression, OptionalLong rollBytes, List<String> columns) {
  /** No compression, one file, all columns. */
  public static final SinkOptions DEFAULT =
      new SinkOptions(Compression.NONE, OptionalLong.empty(), List.of());

  public SinkOptions {
    columns = List.copyOf(columns);
    if (rollBytes.isPresent() && rollBytes.getAsLong() < 1) {
      throw new IllegalArgumentException("rollBytes is " + rollBytes.getAsLong());
    }
  }

  /** These options with another compression. */
  public SinkOptions withCompression(Compression other) {
    return new SinkOptions(other, rollBytes, columns);
  }

  /** These options with files of about this many bytes. */
  public SinkOptions withRollBytes(long bytes) {
    return new SinkOptions(compression, OptionalLong.of(bytes), columns);
  }

  /** These options with these columns. */
  public SinkOptions withColumns(List<String> others) {
    return new SinkOptions(compression, rollBytes, others);
  }
}
