package dev.weft.sink.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Members of gzip (RFC 1952), all made with one deflater: a new one a member would cost more than a
 * short member itself.
 */
final class GzipMembers extends Members {
  /** Magic number, deflate, no flags, no time, no hint, an unknown system. */
  static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  static final int TRAILER_BYTES = 8;

  private final DurableFile file;
  private final Deflater deflater;
  private final CRC32 crc = new CRC32();
  private final byte[] compressed = new byte[8 << 10];
  private boolean begun;

  GzipMembers(DurableFile file, int level) {
    this.file = file;
    this.deflater = new Deflater(level, true);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return;
    }
    if (!begun) {
      file.write(HEADER, 0, HEADER.length);
      begun = true;
    }
    crc.update(bytes, from, count);
    deflater.setInput(bytes, from, count);
    while (!deflater.needsInput()) {
      file.write(compressed, 0, deflater.deflate(compressed));
    }
  }

  @Override
  void end() throws IOException {
    if (!begun) {
      return;
    }
    deflater.finish();
    while (!deflater.finished()) {
      file.write(compressed, 0, deflater.deflate(compressed));
    }
    ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt((int) crc.getValue()).putInt((int) deflater.getBytesRead());
    file.write(trailer.array(), 0, TRAILER_BYTES);
    deflater.reset();
    crc.reset();
    begun = false;
  }

  @Override
  void free() {
    deflater.end();
  }
}
