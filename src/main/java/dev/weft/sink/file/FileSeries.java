package dev.weft.sink.file;

import dev.weft.sink.Compression;
import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * The files a sink writes one after another, as one stream; in most crawls it is one file. What is
 * written goes to the end of the last, until {@link #roll} finishes it. One thread.
 *
 * <p>{@link #checkpoint} ends the compressed member, so that every mark is a place where the files
 * may be cut back to. Files that are the series' own by their name and not in the mark it is opened
 * with are deleted.
 */
public final class FileSeries extends OutputStream {
  private final Path folder;
  private final Names names;
  private final Compression compression;
  private final long rollBytes;
  private final Start start;
  private final List<FileMark> finished = new ArrayList<>();
  private final boolean holdsLines;
  private int gzipLevel = Deflater.DEFAULT_COMPRESSION;
  private @Nullable DurableFile file;
  private @Nullable Members members;
  private int serial;

  /** What the files are called, by paths in the folder with {@code /} between names. */
  public interface Names {
    /** The name of the next file; the first has serial 0. */
    String next(int serial);

    /** Whether a file of this name is one of the series, whatever its options are. */
    boolean isOwn(String path);

    /** Whether a file of this name is one that the series, with its options, writes. */
    boolean fits(String path);

    /** All their names, for people: {@code pages-*.jsonl}. */
    String pattern();

    /** The folder they are in, below the sink's; empty for that itself. */
    default String folder() {
      return "";
    }

    /** Whether there may be more than one. */
    boolean areMany();
  }

  /** What every new file begins with, such as the names of columns. */
  public interface Start {
    /** Nothing. */
    Start NOTHING = name -> {};

    /** Writes the beginning of a file of this name, by way of the series. */
    void write(String name) throws IOException;
  }

  /**
   * A series in a folder.
   *
   * @param rollBytes when a file is {@linkplain #isFull full}
   * @param holdsLines whether records are lines, rather than what {@link #endMember} ends
   */
  public FileSeries(
      Path folder,
      Names names,
      Compression compression,
      long rollBytes,
      boolean holdsLines,
      Start start) {
    this.folder = folder;
    this.names = names;
    this.compression = compression;
    this.rollBytes = rollBytes;
    this.holdsLines = holdsLines && compression == Compression.NONE;
    this.start = start;
  }

  /** The same series with another level of {@link Deflater} where it writes gzip. */
  public FileSeries withGzipLevel(int level) {
    gzipLevel = level;
    return this;
  }

  /**
   * Opens the files, cut back to their marks. If there is none yet, a plain one is begun at once, a
   * compressed one when it is written to: an empty file is no valid one of those.
   */
  public void open(List<FileMark> committed) throws IOException {
    Set<String> known = new HashSet<>();
    for (FileMark mark : committed) {
      if (!names.fits(mark.path())) {
        throw new IOException(
            folder
                + ": the committed file "
                + mark.path()
                + " is none that these options write; give the options of the earlier run again,"
                + " or start over");
      }
      known.add(mark.path());
    }
    for (FileMark mark : committed) {
      if (file == null && goesOn(mark)) {
        use(DurableFile.reopen(folder, mark));
      } else {
        DurableFile.cutBackFinished(folder, mark);
        finished.add(mark);
      }
    }
    makeFolder();
    serial = committed.size();
    boolean atOnce = committed.isEmpty() && compression == Compression.NONE;
    if (atOnce) {
      known.add(names.next(serial));
    }
    deleteAllBut(known);
    if (atOnce) {
      begin();
    }
  }

  /** Finds out at once that nothing can be written. */
  private void makeFolder() throws IOException {
    Path in = folder.resolve(names.folder());
    try {
      Files.createDirectories(in);
    } catch (IOException e) {
      throw new IOException("cannot make the folder " + in + ": " + e.getMessage(), e);
    }
  }

  private void deleteAllBut(Set<String> known) throws IOException {
    for (String each : own(folder, names)) {
      if (!known.contains(each)) {
        Files.delete(folder.resolve(each));
      }
    }
  }

  /** A file that is alone can only be gone on with; of many, one that was not finished is. */
  private boolean goesOn(FileMark mark) {
    return !names.areMany() || !mark.resume().isEmpty();
  }

  /** The names of the files in the folder that are a series' own. */
  public static List<String> own(Path folder, Names names) throws IOException {
    Path in = folder.resolve(names.folder());
    String prefix = names.folder().isEmpty() ? "" : names.folder() + "/";
    try (Stream<Path> entries = Files.list(in)) {
      return entries
          .filter(entry -> !Files.isDirectory(entry))
          .map(entry -> prefix + entry.getFileName())
          .filter(names::isOwn)
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new IOException("cannot list " + in + ": " + e.getMessage(), e);
    }
  }

  /** Makes sure that there is a file to write to. */
  public void begin() throws IOException {
    if (file == null) {
      use(DurableFile.create(folder, names.next(serial)));
      serial++;
      start.write(file().name());
    }
  }

  private void use(DurableFile opened) throws IOException {
    file = opened;
    if (holdsLines) {
      opened.holdLines();
    }
    members = Members.into(opened, compression, gzipLevel);
  }

  private DurableFile file() {
    return Objects.requireNonNull(file);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    begin();
    Objects.requireNonNull(members).write(bytes, from, count);
  }

  /** Writes a whole record that is a compressed member already, as {@link MemberPress} makes it. */
  public void writeMember(byte[] bytes, int from, int count) throws IOException {
    begin();
    endMember();
    file().write(bytes, from, count);
    file().endRecord();
  }

  /** Lets readers see what was written, as far as it is whole members; there is no waiting. */
  @Override
  public void flush() throws IOException {
    if (file != null) {
      file.flush();
    }
  }

  /** Says that a record ended; a failed write then leaves no part of the next in a plain file. */
  public void endRecord() {
    if (file != null && compression == Compression.NONE) {
      file.endRecord();
    }
  }

  /** Ends the compressed member with the record that was written last. */
  public void endMember() throws IOException {
    if (members != null) {
      members.end();
      file().endRecord();
    }
  }

  /** The name of the file being written; empty if there is none. */
  public String name() {
    return file == null ? "" : file.name();
  }

  /** The length of the file being written, without what its compression still holds back. */
  public long length() {
    return file == null ? 0 : file.length();
  }

  /** Whether the file being written is as long as a file should be. */
  public boolean isFull() {
    return length() >= rollBytes;
  }

  /** Finishes the file being written; what comes next goes into another. */
  public void roll() throws IOException {
    if (file != null) {
      endMember();
      FileMark mark = file.finish();
      finished.add(mark);
      leave();
    }
  }

  /** Makes all files durable, and says what they are. */
  public List<FileMark> checkpoint() throws IOException {
    List<FileMark> marks = new ArrayList<>(finished);
    if (file != null) {
      endMember();
      marks.add(file.checkpoint());
    }
    return marks;
  }

  /** Writes out what is buffered and closes the file; once is enough. */
  @Override
  public void close() throws IOException {
    DurableFile last = file;
    if (last == null) {
      return;
    }
    try (last) {
      endMember();
    } finally {
      leave();
      finished.clear();
      serial = 0;
    }
  }

  private void leave() {
    if (members != null) {
      members.free();
    }
    members = null;
    file = null;
  }
}
