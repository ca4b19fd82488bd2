package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an index as they are gathered, in a file beside it, so that a run that goes on with
 * an archive need not read it: unpacking a gigabyte would hold up the end of that run.
 *
 * <p>It is never synced and belongs to no mark, and so is worth what it proves: a seal is a line of
 * the archive's length and the checksum of all lines before, and each checkpoint adds one. Behind a
 * finished index there is but its seal. Without the seal of the committed length the archive is
 * read.
 */
final class IndexDraft implements AutoCloseable {
  /** What a seal begins with, and no line of an index. */
  private static final String SEAL = "=";

  private final Path path;
  private final HashStream64 checksum;
  private final OutputStream out;
  private long sealedLength;

  /** Takes lines. */
  interface Lines {
    void take(String line) throws IOException;
  }

  private IndexDraft(
      Path path, HashStream64 checksum, long sealedLength, StandardOpenOption... options)
      throws IOException {
    this.path = path;
    this.checksum = checksum;
    this.sealedLength = sealedLength;
    this.out = new BufferedOutputStream(Files.newOutputStream(path, options));
  }

  /** An empty one, whatever was there. */
  static IndexDraft begin(Path path) throws IOException {
    return new IndexDraft(
        path,
        Hashing.xxh3_64().hashStream(),
        -1,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /**
   * Goes on with a draft from the seal of this length, and gives the lines before it; null if there
   * is none, and then the lines prove nothing. A finished index becomes the draft again.
   */
  static @Nullable IndexDraft resume(Path index, Path draft, long archiveLength, Lines lines)
      throws IOException {
    HashStream64 checksum = Hashing.xxh3_64().hashStream();
    boolean isFinished = Files.exists(index);
    long end =
        read(isFinished ? List.of(index, draft) : List.of(draft), archiveLength, checksum, lines);
    if (end < 0) {
      return null;
    }
    if (isFinished) {
      String seal = Files.readString(draft);
      Files.move(index, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(draft, seal, StandardOpenOption.APPEND);
    } else {
      try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        file.truncate(end);
      }
    }
    return new IndexDraft(draft, checksum, archiveLength, StandardOpenOption.APPEND);
  }

  /** Reads up to the end of a seal; less than 0 if it is not there. */
  private static long read(List<Path> files, long archiveLength, HashStream64 checksum, Lines lines)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long end = 0;
    for (Path file : files) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        for (int next = in.read(); next >= 0; next = in.read()) {
          end++;
          line.write(next);
          if (next == '\n' && isLast(line, archiveLength, checksum, lines)) {
            return end;
          }
        }
      } catch (NoSuchFileException e) {
        return -1;
      }
    }
    return -1;
  }

  /** Takes a line, and says whether it is the seal. */
  private static boolean isLast(
      ByteArrayOutputStream line, long archiveLength, HashStream64 checksum, Lines lines)
      throws IOException {
    String text = line.toString(UTF_8);
    boolean isSeal = text.startsWith(SEAL);
    boolean isFound = isSeal && text.equals(seal(archiveLength, checksum.getAsLong()));
    checksum.putBytes(line.toByteArray());
    line.reset();
    if (!isSeal) {
      lines.take(text.substring(0, text.length() - 1));
    }
    return isFound;
  }

  /** Leaves the seal of a finished index, whose checksum this is. */
  static void leave(Path draft, long archiveLength, long checksum) throws IOException {
    Files.writeString(draft, seal(archiveLength, checksum));
  }

  private static String seal(long archiveLength, long checksum) {
    return SEAL + archiveLength + ' ' + HexFormat.of().toHexDigits(checksum) + '\n';
  }

  void add(String line) throws IOException {
    write(line + '\n', false);
  }

  /** Says that these are all lines of an archive of this length. */
  void seal(long archiveLength) throws IOException {
    if (archiveLength != sealedLength) {
      write(seal(archiveLength, checksum.getAsLong()), true);
      sealedLength = archiveLength;
    }
  }

  private void write(String text, boolean isSeal) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    checksum.putBytes(bytes);
    try {
      out.write(bytes);
      if (isSeal) {
        out.flush();
      }
    } catch (IOException e) {
      throw new IOException(
          "cannot write " + path + ": " + e.getMessage() + "; make room, or repair the disk", e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
