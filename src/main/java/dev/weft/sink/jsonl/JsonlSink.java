package dev.weft.sink.jsonl;

import dev.weft.page.Page;
import dev.weft.sink.RecordReader;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.file.FileSeries;
import dev.weft.sink.file.TextNames;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code pages.jsonl}: one JSON object a page, one line an object, in UTF-8, as the JSON
 * Schema {@code dev/weft/sink/jsonl/page.schema.json} on the class path describes it.
 *
 * <p>Into a folder, records are exactly-once: the files are cut back to their mark when they are
 * opened. Into a stream, such as standard output, they are at-least-once: what was written stays
 * written.
 */
public final class JsonlSink implements Sink {
  /** The file's name in its folder, where it is alone and not compressed. */
  public static final String FILE = "pages.jsonl";

  private final OutputStream output;
  private final @Nullable FileSeries files;
  private @Nullable RecordWriter writer;

  private JsonlSink(OutputStream output, @Nullable FileSeries files) {
    this.output = output;
    this.files = files;
  }

  /** A sink that writes {@link #FILE} in a folder, which is made if it is missing. */
  public static JsonlSink inFolder(Path folder) {
    return inFolder(folder, SinkOptions.DEFAULT);
  }

  /** A sink that writes into a folder; of the options, columns mean nothing here. */
  public static JsonlSink inFolder(Path folder, SinkOptions options) {
    FileSeries files =
        new FileSeries(
            folder,
            names(options),
            options.compression(),
            options.rollBytes().orElse(Long.MAX_VALUE),
            true,
            FileSeries.Start.NOTHING);
    return new JsonlSink(files, files);
  }

  /** A sink that writes to a stream; closing the sink flushes it and leaves it open. */
  public static JsonlSink to(OutputStream stream) {
    return new JsonlSink(stream, null);
  }

  /** What the files are called. */
  public static TextNames names(SinkOptions options) {
    return new TextNames("pages", ".jsonl", options);
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
    if (files != null) {
      files.open(committed.files());
    }
    writer = new RecordWriter(output);
  }

  @Override
  public void write(Page page) throws IOException {
    writer().write(page);
    if (files != null && files.isFull()) {
      writer().flush();
      files.roll();
    }
  }

  @Override
  public void flush() throws IOException {
    flush(writer());
  }

  /** A {@link PrintStream}, which standard output is, keeps its errors to itself until asked. */
  private void flush(RecordWriter records) throws IOException {
    records.flush();
    if (output instanceof PrintStream printed && printed.checkError()) {
      throw new IOException("cannot write records: their stream is full or was closed");
    }
  }

  @Override
  public SinkMark checkpoint() throws IOException {
    flush();
    return files == null ? SinkMark.NOTHING : new SinkMark(files.checkpoint());
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
      if (files != null) {
        files.close();
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
