package dev.weft.sink.warc;

import dev.weft.sink.Compression;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.file.DurableFile;
import dev.weft.sink.file.FileSeries;
import dev.weft.sink.file.MemberPress.Pressed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcTargetRecord;

/**
 * The WARC files of a crawl, each beginning with a {@code warcinfo} record, and the index of each.
 * One thread, {@code weft-sink}.
 */
final class WarcFiles implements AutoCloseable {
  private static final byte[] END = {'\r', '\n', '\r', '\n'};

  private final Path folder;
  private final Limits limits;
  private final Beginning beginning;
  private final WarcNames names = new WarcNames();
  private final FileSeries files;
  private final List<FileMark> indexes = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private @Nullable Index index;

  /** Writes the first record of a file. */
  interface Beginning {
    void write(String name, Instant date, WarcFiles files) throws IOException;
  }

  WarcFiles(Path folder, long rollBytes, int gzipLevel, Limits limits, Beginning beginning) {
    this.folder = folder;
    this.limits = limits;
    this.beginning = beginning;
    this.files =
        new FileSeries(folder, names, Compression.GZIP, rollBytes, false, this::begun)
            .withGzipLevel(gzipLevel);
  }

  private void begun(String name) throws IOException {
    index = Index.begin(folder, name, limits.indexLinesMax());
    beginning.write(name, now, this);
  }

  void open(SinkMark committed) throws IOException {
    List<FileMark> warcs = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (FileMark mark : committed.files()) {
      if (WarcNames.isIndex(mark.path())) {
        DurableFile.cutBackFinished(folder, mark);
        indexes.add(mark);
        known.add(mark.path());
      } else {
        warcs.add(mark);
      }
    }
    files.open(warcs);
    boolean goesOn = !files.name().isEmpty();
    if (goesOn) {
      known.add(WarcNames.draft(files.name()));
      known.add(WarcNames.index(files.name()));
    }
    for (String path : WarcSink.besides(folder)) {
      if (!known.contains(path)) {
        Files.delete(folder.resolve(path));
      }
    }
    if (goesOn) {
      index = Index.resume(folder, files.name(), limits.indexLinesMax(), files.length());
    }
  }

  /** Makes sure that there is a file for a page of this time. */
  void begin(Instant date) throws IOException {
    now = date;
    names.at(date);
    files.begin();
  }

  /** Writes a record that is compressed already; {@code indexed} is it, if it can be replayed. */
  void put(Pressed members, int member, @Nullable WarcTargetRecord indexed) throws IOException {
    long offset = files.length();
    files.writeMember(members.bytes(), members.from(member), members.length(member));
    note(indexed, offset);
  }

  /** Writes a record, compressed on this thread, whatever its length. */
  void stream(WarcRecord record, HttpBlock block, boolean isIndexed) throws IOException {
    long offset = files.length();
    give(record, block, files::write, files::write);
    files.endMember();
    note(isIndexed && record instanceof WarcTargetRecord target ? target : null, offset);
  }

  /** All bytes of a record; those of its body go to {@code body}. */
  static void give(WarcRecord record, HttpBlock block, HttpBlock.Target to, HttpBlock.Target body)
      throws IOException {
    byte[] header = record.serializeHeader();
    to.take(header, 0, header.length);
    block.give(to, body);
    to.take(END, 0, END.length);
  }

  private void note(@Nullable WarcTargetRecord indexed, long offset) throws IOException {
    if (indexed != null && index != null) {
      index.add(indexed, offset, files.length() - offset);
    }
  }

  /** Ends a page, and the file if it is long enough. */
  void endPage() throws IOException {
    if (files.isFull() && index != null) {
      files.roll();
      indexes.add(index.write());
      index = null;
    }
  }

  void flush() throws IOException {
    files.flush();
  }

  List<FileMark> checkpoint() throws IOException {
    List<FileMark> marks = new ArrayList<>(indexes);
    marks.addAll(files.checkpoint());
    if (index != null) {
      index.committed(files.length());
    }
    return marks;
  }

  @Override
  public void close() throws IOException {
    Index last = index;
    index = null;
    indexes.clear();
    long length = files.length();
    try (last) {
      files.close();
      if (last != null) {
        last.write(length);
      }
    }
  }
}
