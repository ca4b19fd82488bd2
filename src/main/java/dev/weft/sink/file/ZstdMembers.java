package dev.weft.sink.file;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Frames of Zstandard (RFC 8878). */
final class ZstdMembers extends Members {
  private final Gate gate;
  private final ZstdOutputStreamNoFinalizer zstd;

  ZstdMembers(DurableFile file) throws IOException {
    gate = new Gate(file);
    zstd = new ZstdOutputStreamNoFinalizer(gate).setCloseFrameOnFlush(true).setChecksum(true);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count > 0) {
      zstd.write(bytes, from, count);
    }
  }

  @Override
  void end() throws IOException {
    zstd.flush();
  }

  @Override
  void free() {
    gate.open = false;
    try {
      zstd.close();
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written when memory is freed", e);
    }
  }

  /** Lets bytes through until the memory is freed, which must write none; never closes. */
  private static final class Gate extends FilterOutputStream {
    private boolean open = true;

    Gate(OutputStream file) {
      super(file);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (open) {
        out.write(bytes, from, count);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
