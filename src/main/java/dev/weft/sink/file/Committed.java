package dev.weft.sink.file;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.weft.sink.Compression;
import dev.weft.sink.RecordVisitor;
import dev.weft.sink.RecordVisitor.Place;
import dev.weft.sink.SinkMark.FileMark;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file that its mark speaks of, and none behind them, without their compression. */
public final class Committed {
  private static final int BUFFER_BYTES = 1 << 16;

  private Committed() {}

  /** Reads what is in a file. */
  public interface Content {
    /** Reads it to its end; does not close it. */
    void read(InputStream in) throws IOException;
  }

  /** Reads a file's content; compressed data that is damaged is told to the visitor. */
  public static void read(Path folder, FileMark mark, RecordVisitor visitor, Content content)
      throws IOException {
    try (InputStream raw = raw(folder, mark);
        InputStream in = decompressed(raw, mark)) {
      content.read(in);
    } catch (ZipException | ZstdIOException | EOFException e) {
      visitor.broken(
          new Place(mark.path(), 0), "the compressed data is damaged: " + e.getMessage());
    }
  }

  /** A file's bytes as they are. */
  public static InputStream raw(Path folder, FileMark mark) throws IOException {
    InputStream all = Files.newInputStream(folder.resolve(mark.path()));
    return new UpTo(new BufferedInputStream(all, BUFFER_BYTES), mark.length());
  }

  private static InputStream decompressed(InputStream raw, FileMark mark) throws IOException {
    if (mark.length() == 0) {
      return raw;
    } else if (mark.path().endsWith(Compression.GZIP.suffix())) {
      return new GZIPInputStream(raw, BUFFER_BYTES);
    } else if (mark.path().endsWith(Compression.ZSTD.suffix())) {
      return new ZstdInputStreamNoFinalizer(raw);
    }
    return raw;
  }

  /** The first bytes of a stream. */
  private static final class UpTo extends FilterInputStream {
    private long left;

    UpTo(InputStream in, long bytes) {
      super(in);
      left = bytes;
    }

    @Override
    public int read() throws IOException {
      int value = left == 0 ? -1 : in.read();
      left -= value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      int read = left == 0 ? -1 : in.read(to, from, (int) Math.min(count, left));
      left -= Math.max(read, 0);
      return read;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
