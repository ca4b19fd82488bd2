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
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcTargetRecord;
import org.netpreserve.jwarc.cdx.CdxFormat;
import org.netpreserve.jwarc.cdx.CdxWriter;

/**
 * The CDXJ index of one WARC file: a line for each response and revisit, sorted. Lines are gathered
 * while the file is written; of a file that an earlier run began they are read from it at the end.
 * More lines than memory is given for are sorted in runs, in files beside it that are merged.
 */
final class Index {
  private final Path folder;
  private final String warc;
  private final int linesMax;
  private final List<String> lines = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();
  private boolean isFromTheStart;

  /**
   * The index of a file.
   *
   * @param isFromTheStart whether this index sees all of its records
   */
  Index(Path folder, String warc, int linesMax, boolean isFromTheStart) {
    this.folder = folder;
    this.warc = warc;
    this.linesMax = linesMax;
    this.isFromTheStart = isFromTheStart;
  }

  /** Takes a record at this place in the file. */
  void add(WarcTargetRecord record, long offset, long length) throws IOException {
    if (isFromTheStart) {
      String name = Path.of(warc).getFileName().toString();
      add(CdxFormat.CDXJ.format(record, name, offset, length, null));
    }
  }

  private void add(String line) throws IOException {
    lines.add(line);
    if (lines.size() >= linesMax) {
      Path run = folder.resolve(WarcNames.index(warc) + ".run" + runs.size());
      lines.sort(null);
      Files.write(run, lines);
      runs.add(run);
      lines.clear();
    }
  }

  /** Writes the index, once the file is closed, and says what it is. */
  FileMark write() throws IOException {
    if (!isFromTheStart) {
      readThrough();
    }
    lines.sort(null);
    FileMark mark;
    try (DurableFile file = DurableFile.create(folder, WarcNames.index(warc))) {
      merge(file);
      mark = file.finish();
    }
    for (Path run : runs) {
      Files.delete(run);
    }
    return mark;
  }

  /** Gathers the lines of the whole file. */
  private void readThrough() throws IOException {
    isFromTheStart = true;
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
          add(line.toString());
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
