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
   * One file: its path relative to the output folder with {@code /} between names, its length in
   * bytes, and the xxh3-64 of those bytes.
   *
   * <p>{@code resume} is what its sink needs to go on with the file without reading it, and means
   * nothing to anybody else; it is kept with the mark and given back. It is empty for a file that
   * is finished, and takes at most some 2,000 characters.
   */
  public record FileMark(String path, long length, long checksum, String resume) {
    /** A file that is finished, or that has to be read to go on with it. */
    public FileMark(String path, long length, long checksum) {
      this(path, length, checksum, "");
    }
  }
}
