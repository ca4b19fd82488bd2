package dev.weft.sink.csv;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code pages.csv}: one row a page, UTF-8, the names of the columns in the first row of
 * each file. Text that a spreadsheet would run is kept from it by an apostrophe; see {@code Row}.
 *
 * <p>Into a folder, records are exactly-once; into a stream they are at-least-once.
 */
public final class CsvSink implements Sink {
  private final OutputStream output;
  private final @Nullable FileSeries files;
  private final Columns columns;
  private final Row row;
  private boolean open;

  private CsvSink(Path folder, SinkOptions options) {
    columns = new Columns(options.columns());
    FileSeries series =
        new FileSeries(
            folder,
            names(options),
            options.compression(),
            options.rollBytes().orElse(Long.MAX_VALUE),
            false,
            name -> writeNames());
    files = series;
    output = series;
    row = new Row(series);
  }

  private CsvSink(OutputStream stream, SinkOptions options) {
    columns = new Columns(options.columns());
    files = null;
    output = stream;
    row = new Row(stream);
  }

  /** A sink that writes into a folder, which is made if it is missing. */
  public static CsvSink inFolder(Path folder, SinkOptions options) {
    return new CsvSink(folder, options);
  }

  /** A sink that writes to a stream; closing the sink flushes it and leaves it open. */
  public static CsvSink to(OutputStream stream, SinkOptions options) {
    return new CsvSink(stream, options);
  }

  /** The names of all columns there are, in the order they have if none are chosen. */
  public static List<String> columns() {
    return Columns.names();
  }

  /** What the files are called. */
  public static TextNames names(SinkOptions options) {
    return new TextNames("pages", ".csv", options);
  }

  /**
   * Reads such files back; they must have the columns {@code url}, {@code request}, {@code visit}.
   */
  public static RecordReader reader() {
    return new CsvRecords();
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public void open(SinkMark committed) throws IOException {
    open = true;
    if (files == null) {
      writeNames();
    } else {
      files.open(committed.files());
    }
  }

  private void writeNames() throws IOException {
    columns.writeNames(row);
    row.end();
    endRecord();
  }

  @Override
  public void write(Page page) throws IOException {
    checkOpen();
    if (files != null) {
      files.begin();
    }
    columns.write(page, row);
    row.end();
    endRecord();
    if (files != null && files.isFull()) {
      files.roll();
    }
  }

  private void endRecord() {
    if (files != null) {
      files.endRecord();
    }
  }

  @Override
  public void flush() throws IOException {
    output.flush();
    if (output instanceof PrintStream printed && printed.checkError()) {
      throw new IOException("cannot write records: their stream is full or was closed");
    }
  }

  @Override
  public SinkMark checkpoint() throws IOException {
    checkOpen();
    flush();
    return files == null ? SinkMark.NOTHING : new SinkMark(files.checkpoint());
  }

  @Override
  public void close() throws IOException {
    boolean wasOpen = open;
    open = false;
    try {
      if (wasOpen) {
        flush();
      }
    } finally {
      if (files != null) {
        files.close();
      }
    }
  }

  private void checkOpen() {
    if (!open) {
      throw new IllegalStateException("the csv sink is not open");
    }
  }
}
