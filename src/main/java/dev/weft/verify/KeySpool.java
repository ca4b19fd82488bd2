package dev.weft.verify;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keys in parts, each in the order in which they came: the last ones of a part in memory, those
 * before them in a file of its own, which is made only if there are so many. One thread.
 */
final class KeySpool implements AutoCloseable {
  private static final int KEY_BYTES = 2 * Long.BYTES;
  private static final int BLOCK_BYTES = 1 << 16;

  private final @Nullable ByteBuffer[] tails = new ByteBuffer[Limits.PARTS];
  private final long[] counts = new long[Limits.PARTS];
  private @Nullable Path folder;
  private long count;

  /** Takes the keys of a part, one after another. */
  interface KeyVisitor {
    void key(long high, long low);
  }

  void add(Key key) throws IOException {
    int part = key.part();
    ByteBuffer tail = tails[part];
    if (tail == null) {
      tail = ByteBuffer.allocate(KEY_BYTES * Limits.PART_KEYS_IN_MEMORY);
      tails[part] = tail;
    }
    if (!tail.hasRemaining()) {
      spill(part, tail);
    }
    tail.putLong(key.high()).putLong(key.low());
    counts[part]++;
    count++;
  }

  private void spill(int part, ByteBuffer tail) throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("weft-verify-");
    }
    try (FileChannel out =
        FileChannel.open(
            file(folder, part), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      tail.flip();
      while (tail.hasRemaining()) {
        out.write(tail);
      }
    }
    tail.clear();
  }

  private static Path file(Path folder, int part) {
    return folder.resolve(Integer.toString(part));
  }

  /** How many keys there are. */
  long count() {
    return count;
  }

  /** How many keys a part has. */
  long count(int part) {
    return counts[part];
  }

  void each(int part, KeyVisitor visitor) throws IOException {
    ByteBuffer tail = tails[part];
    int inMemory = tail == null ? 0 : tail.position() / KEY_BYTES;
    if (folder != null && counts[part] > inMemory) {
      try (InputStream file = Files.newInputStream(file(folder, part));
          DataInputStream in = new DataInputStream(new BufferedInputStream(file, BLOCK_BYTES))) {
        for (long left = counts[part] - inMemory; left > 0; left--) {
          visitor.key(in.readLong(), in.readLong());
        }
      }
    }
    for (int at = 0; tail != null && at < tail.position(); at += KEY_BYTES) {
      visitor.key(tail.getLong(at), tail.getLong(at + Long.BYTES));
    }
  }

  /** Deletes its files. */
  @Override
  public void close() throws IOException {
    if (folder != null) {
      for (int part = 0; part < Limits.PARTS; part++) {
        Files.deleteIfExists(file(folder, part));
      }
      Files.delete(folder);
      folder = null;
    }
  }
}
