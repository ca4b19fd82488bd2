package dev.weft.sink;

import java.util.List;

/** What a sink has made durable: each of its files with its length and running checksum. */
public record SinkMark(List<FileMark> files) {
  /** Nothing written yet. */
  public static final SinkMark NOTHING = new SinkMark(List.of());

  public SinkMark {
    files = List.copyOf(files);
  }

  /**
   * One file: its path relative to the output folder, its length in bytes, and the xxh3-64 of those
   * bytes.
   */
  public record FileMark(String path, long length, long checksum) {}
}
