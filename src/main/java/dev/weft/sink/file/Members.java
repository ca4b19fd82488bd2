package dev.weft.sink.file;

import dev.weft.sink.Compression;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What lies between a sink and its file: nothing, or a compression of which every part between two
 * calls of {@link #end} is a member of its own, so that the file may be cut there. Nothing written
 * is no member.
 */
abstract class Members extends OutputStream {
  /** Those of a file; {@code gzipLevel} is one of {@link java.util.zip.Deflater}. */
  static Members into(DurableFile file, Compression compression, int gzipLevel) throws IOException {
    return switch (compression) {
      case NONE -> new PlainMembers(file);
      case GZIP -> new GzipMembers(file, gzipLevel);
      case ZSTD -> new ZstdMembers(file);
    };
  }

  /** Ends the member, if one was begun; the file then has all its bytes. */
  abstract void end() throws IOException;

  /** Frees native memory; nothing is written. */
  abstract void free();

  /** No compression: there is nothing to end. */
  private static final class PlainMembers extends Members {
    private final DurableFile file;

    PlainMembers(DurableFile file) {
      this.file = file;
    }

    @Override
    public void write(int value) throws IOException {
      file.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      file.write(bytes, from, count);
    }

    @Override
    void end() {}

    @Override
    void free() {}
  }
}
