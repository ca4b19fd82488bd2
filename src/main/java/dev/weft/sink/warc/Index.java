package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.file.DurableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcTargetRecord;
import org.netpreserve.jwarc.cdx.CdxFormat;
import org.netpreserve.jwarc.cdx.CdxWriter;

/**
 * The CDXJ index of one WARC file: a line for each response and revisit, sorted. Lines are gathered
 * while the file is written, in memory and in an {@link IndexDraft}, from which a later run takes
 * them; without one they are read from the file at the end. More lines than memory is given for are
 * sorted in runs, in files beside it that are merged.
 */
final class Index implements AutoCloseable {
  private final Path folder;
  private final String warc;
  private final int linesMax;
  private final List<String> lines = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();

  /** Null if not all lines are known. */
  private @Nullable IndexDraft draft;

  private Index(Path folder, String warc, int linesMax) {
    this.folder = folder;
    this.warc = warc;
    this.linesMax = linesMax;
  }

  /** The index of a file that begins. */
  static Index begin(Path folder, String warc, int linesMax) throws IOException {
    Index index = new Index(folder, warc, linesMax);
    index.draft = IndexDraft.begin(index.draftPath());
    return index;
  }

  /** The index of a file that an earlier run began, which is of this length now. */
  static Index resume(Path folder, String warc, int linesMax, long length) throws IOException {
    Index index = new Index(folder, warc, linesMax);
    Path finished = folder.resolve(WarcNames.index(warc));
    index.draft = IndexDraft.resume(finished, index.draftPath(), length, index::keep);
    if (index.draft == null) {
      index.forget();
      Files.deleteIfExists(finished);
    }
    return index;
  }

  private Path draftPath() {
    return folder.resolve(WarcNames.draft(warc));
  }

  /** Takes a record at this place in the file. */
  void add(WarcTargetRecord record, long offset, long length) throws IOException {
    if (draft != null) {
      String name = Path.of(warc).getFileName().toString();
      String line = CdxFormat.CDXJ.format(record, name, offset, length, null);
      keep(line);
      draft.add(line);
    }
  }

  private void keep(String line) throws IOException {
    lines.add(line);
    if (lines.size() >= linesMax) {
      Path run = folder.resolve(WarcNames.index(warc) + ".run" + runs.size());
      lines.sort(null);
      Files.write(run, lines);
      runs.add(run);
      lines.clear();
    }
  }

  /** Says that the file is committed at this length. */
  void committed(long length) throws IOException {
    if (draft != null) {
      draft.seal(length);
    }
  }

  /** Writes the index, once the file is closed, and says what it is. */
  FileMark write() throws IOException {
    if (draft == null) {
      readThrough();
    }
    lines.sort(null);
    FileMark mark;
    try (DurableFile file = DurableFile.create(folder, WarcNames.index(warc))) {
      merge(file);
      mark = file.finish();
    }
    forget();
    return mark;
  }

  /** The same for a file that a later run may go on with, which is of this length. */
  void write(long length) throws IOException {
    FileMark mark = write();
    IndexDraft.leave(draftPath(), length, mark.checksum());
  }

  /** Takes away what was gathered. */
  private void forget() throws IOException {
    lines.clear();
    for (Path run : runs) {
      Files.delete(run);
    }
    runs.clear();
    close();
    Files.deleteIfExists(draftPath());
  }

  /** Lets go of the draft, which stays for a later run. */
  @Override
  public void close() throws IOException {
    if (draft != null) {
      draft.close();
    }
  }

  /** Gathers the lines of the whole file. */
  private void readThrough() throws IOException {
    Path file = folder.resolve(warc);
    try (WarcReader reader = new WarcReader(file);
        CdxWriter writer = new CdxWriter(new LineTaker())) {
      writer.setFormat(CdxFormat.CDXJ);
      writer.process(reader, file.getFileName().toString());
    }
  }

  @SuppressWarnings("StreamResourceLeak") // all are closed in the end
  private void merge(OutputStream to) throws IOException {
    PriorityQueue<Run> queue = new PriorityQueue<>(Comparator.comparing(run -> run.next));
    List<Stream<String>> open = new ArrayList<>();
    try {
      for (Path run : runs) {
        open.add(Files.lines(run));
      }
      open.add(lines.stream());
      open.forEach(each -> offer(queue, new Run(each.iterator())));
      for (Run least = queue.poll(); least != null; least = queue.poll()) {
        to.write((least.next + "\n").getBytes(UTF_8));
        offer(queue, least);
      }
    } catch (UncheckedIOException e) {
      throw new IOException("cannot read a part of " + WarcNames.index(warc), e);
    } finally {
      open.forEach(Stream::close);
    }
  }

  private static void offer(PriorityQueue<Run> queue, Run run) {
    if (run.lines.hasNext()) {
      run.next = run.lines.next();
      queue.add(run);
    }
  }

  /** Sorted lines, of which the first not yet taken is known. */
  private static final class Run {
    private final Iterator<String> lines;
    private String next = "";

    Run(Iterator<String> lines) {
      this.lines = lines;
    }
  }

  /** Takes what {@link CdxWriter} writes, line by line. */
  private final class LineTaker extends Writer {
    private final StringBuilder line = new StringBuilder();

    @Override
    public void write(char[] text, int from, int count) throws IOException {
      for (int i = from; i < from + count; i++) {
        if (text[i] == '\n') {
          keep(line.toString());
          line.setLength(0);
        } else {
          line.append(text[i]);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
