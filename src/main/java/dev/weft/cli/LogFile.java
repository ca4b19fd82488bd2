package dev.weft.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to, each with one write. Before each it looks whether the file of
 * that name is still the one it has open; if somebody renamed or deleted it, as logrotate does, it
 * opens the name anew. So nobody need signal it. A file cut to nothing is gone on with from its
 * start. One thread at a time.
 */
final class LogFile implements AutoCloseable {
  private final Path path;
  private OutputStream out;
  private @Nullable Object key;

  private LogFile(Path path, OutputStream out, @Nullable Object key) {
    this.path = path;
    this.out = out;
    this.key = key;
  }

  static LogFile open(Path path) throws IOException {
    OutputStream out = appending(path);
    return new LogFile(path, out, key(path));
  }

  private static OutputStream appending(Path path) throws IOException {
    return Files.newOutputStream(
        path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** What tells a file from another one of its name; null where it is gone or nothing tells. */
  private static @Nullable Object key(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  void write(byte[] line) throws IOException {
    Object now = key(path);
    if (!Objects.equals(now, key) || (now == null && !Files.exists(path))) {
      out.close();
      out = appending(path);
      key = key(path);
    }
    out.write(line);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
