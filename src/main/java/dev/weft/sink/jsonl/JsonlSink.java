package dev.weft.sink.jsonl;

import dev.weft.page.Page;
import dev.weft.sink.RecordReader;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code pages.jsonl}: one JSON object a page, one line an object, in UTF-8, as the JSON
 * Schema {@code dev/weft/sink/jsonl/page.schema.json} on the class path describes it.
 *
 * <p>Into a folder, records are exactly-once: the file is cut back to its mark when it is opened.
 * Into a stream, such as standard output, they are at-least-once: what was written stays written.
 */
public final class JsonlSink implements Sink {
  /** The file's name in its folder. */
  public static final String FILE = "pages.jsonl";

  private final @Nullable Path folder;
  private final @Nullable OutputStream stream;
  private @Nullable DurableFile file;
  private @Nullable RecordWriter writer;

  private JsonlSink(@Nullable Path folder, @Nullable OutputStream stream) {
    this.folder = folder;
    this.stream = stream;
  }

  /** A sink that writes {@link #FILE} in a folder, which is made if it is missing. */
  public static JsonlSink inFolder(Path folder) {
    return new JsonlSink(folder, null);
  }

  /** A sink that writes to a stream; closing the sink flushes it and leaves it open. */
  public static JsonlSink to(OutputStream stream) {
    return new JsonlSink(null, stream);
  }

  /** Reads such files back. */
  public static RecordReader reader() {
    return new JsonlReader();
  }

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public void open(SinkMark committed) throws IOException {
    if (stream != null) {
      writer = new RecordWriter(stream);
    } else {
      DurableFile opened = opened(Objects.requireNonNull(folder), committed.files());
      file = opened;
      writer = new RecordWriter(opened);
    }
  }

  private static DurableFile opened(Path folder, List<FileMark> marks) throws IOException {
    if (marks.isEmpty()) {
      return DurableFile.create(folder, FILE);
    }
    if (marks.size() > 1 || !marks.get(0).path().equals(FILE)) {
      throw new IOException(
          folder + ": committed files are " + marks + "; this sink only knows " + FILE);
    }
    return DurableFile.reopen(folder, marks.get(0));
  }

  @Override
  public void write(Page page) throws IOException {
    writer().write(page);
  }

  @Override
  public void flush() throws IOException {
    flush(writer());
  }

  /** A {@link PrintStream}, which standard output is, keeps its errors to itself until asked. */
  private void flush(RecordWriter records) throws IOException {
    records.flush();
    if (stream instanceof PrintStream printed && printed.checkError()) {
      throw new IOException("cannot write records: their stream is full or was closed");
    }
  }

  @Override
  public SinkMark checkpoint() throws IOException {
    flush();
    return file == null ? SinkMark.NOTHING : new SinkMark(List.of(file.checkpoint()));
  }

  @Override
  public void close() throws IOException {
    RecordWriter last = writer;
    writer = null;
    try {
      if (last != null) {
        flush(last);
      }
    } finally {
      if (file != null) {
        file.close();
        file = null;
      }
    }
  }

  private RecordWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("the jsonl sink is not open");
    }
    return writer;
  }
}
