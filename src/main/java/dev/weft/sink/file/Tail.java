package dev.weft.sink.file;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The last bytes of a file, for a checksum of them: what a disk loses or mixes up when power goes
 * is first of all what was written last, and so little is read in no time.
 */
final class Tail {
  /** A page of most file systems, at least one of which the end of a file is in. */
  static final int BYTES_MAX = 4 << 10;

  private final byte[] last = new byte[BYTES_MAX];
  private int count;

  /** Takes the next bytes of the file. */
  void add(byte[] bytes, int added) {
    int taken = Math.min(added, BYTES_MAX);
    int kept = Math.min(count, BYTES_MAX - taken);
    System.arraycopy(last, count - kept, last, 0, kept);
    System.arraycopy(bytes, added - taken, last, kept, taken);
    count = kept + taken;
  }

  /** Takes the bytes of a file between two places, at most {@link #BYTES_MAX} apart. */
  void read(FileChannel file, Path path, long from, long to) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(last, 0, (int) (to - from));
    while (buffer.hasRemaining()) {
      if (file.read(buffer, from + buffer.position()) < 0) {
        throw new IOException(path + " became shorter while it was read");
      }
    }
    count = buffer.position();
  }

  /** The xxh3-64 of these bytes. */
  long checksum() {
    return Hashing.xxh3_64().hashBytesToLong(last, 0, count);
  }
}
