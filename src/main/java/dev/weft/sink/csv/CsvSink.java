package dev.weft.sink.csv;

import dev.weft.page.ItemType;
import dev.weft.page.Page;
import dev.weft.sink.RecordReader;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.file.FileSeries;
import dev.weft.sink.file.ItemFiles;
import dev.weft.sink.file.TextNames;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code pages.csv}: one row a page, UTF-8, the names of the columns in the first row of
 * each file. Text that a spreadsheet would run is kept from it by an apostrophe; see {@code Row}.
 *
 * <p>The items that rules found go into a file of their own for each type, {@code items-TYPE.csv};
 * into a stream they are not written.
 *
 * <p>Into a folder, records are exactly-once; into a stream they are at-least-once.
 */
public final class CsvSink implements Sink {
  private final @Nullable Path folder;
  private final OutputStream output;
  private final @Nullable FileSeries files;
  private final @Nullable ItemFiles items;
  private final boolean isChosen;
  private final Row row;
  private Columns columns;
  private List<ItemType> types = List.of();
  private boolean open;

  private CsvSink(Path folder, SinkOptions options) {
    this.folder = folder;
    isChosen = !options.columns().isEmpty();
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
    items = new ItemFiles(folder, CsvItems.EXTENSION, type -> new CsvItems(folder, type, options));
    output = series;
    row = new Row(series);
  }

  private CsvSink(OutputStream stream, SinkOptions options) {
    folder = null;
    isChosen = !options.columns().isEmpty();
    columns = new Columns(options.columns());
    files = null;
    items = null;
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

  /** Lets there be a file for each of these types from the start; before it is opened. */
  public CsvSink withItems(List<ItemType> itemTypes) {
    types = List.copyOf(itemTypes);
    return this;
  }

  /** The files of items in a folder, of this sink or an earlier one. */
  public static List<String> itemFiles(Path folder) throws IOException {
    return ItemFiles.own(folder, CsvItems.EXTENSION);
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
    if (files == null || items == null || folder == null) {
      writeNames();
      return;
    }
    Map<Boolean, List<FileMark>> marks =
        committed.files().stream().collect(Collectors.partitioningBy(items::isOne));
    List<FileMark> tables = marks.getOrDefault(false, List.of());
    files.open(tables);
    if (!tables.isEmpty()) {
      FileMark table = tables.get(tables.size() - 1);
      adopt(table, CsvRecords.header(folder, table));
    }
    items.open(types, marks.getOrDefault(true, List.of()));
  }

  /**
   * Goes on with a table as it was begun: where no columns are chosen, an earlier version may have
   * had others.
   */
  private void adopt(FileMark table, List<String> written) throws IOException {
    if (!isChosen && columns().containsAll(written)) {
      columns = new Columns(written);
    } else if (!columns.chosen().equals(written)) {
      throw CsvRecords.otherColumns(
          Objects.requireNonNull(folder), table, written, "the options", columns.chosen());
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
    if (items != null) {
      items.write(page);
    }
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
    if (files == null || items == null) {
      return SinkMark.NOTHING;
    }
    List<FileMark> marks = new ArrayList<>(files.checkpoint());
    marks.addAll(items.checkpoint());
    return new SinkMark(marks);
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
      closeFiles();
    }
  }

  private void closeFiles() throws IOException {
    try {
      if (files != null) {
        files.close();
      }
    } finally {
      if (items != null) {
        items.close();
      }
    }
  }

  private void checkOpen() {
    if (!open) {
      throw new IllegalStateException("the csv sink is not open");
    }
  }
}
