package dev.weft.sink.csv;

import dev.weft.page.Item;
import dev.weft.page.ItemType;
import dev.weft.page.ItemValue;
import dev.weft.page.Page;
import dev.weft.sink.JsonRecord;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.file.FileSeries;
import dev.weft.sink.file.ItemFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The items of one type, a row each: the key of the item, then a column for each field of the
 * rules. Several values, and fields within a field, are JSON in one cell.
 *
 * <p>A file's columns are those of its first row. An earlier run's file whose columns are not those
 * that the rules name is not gone on with.
 */
final class CsvItems implements ItemFiles.Writer {
  static final String EXTENSION = ".csv";

  private static final List<String> KEY =
      List.of("_url", "_request", "_visit", "_index", "_fetchedAt");

  private final Path folder;
  private final FileSeries files;
  private final Row row;

  /** The names of the fields; empty as long as nobody has said. */
  private List<String> columns;

  CsvItems(Path folder, ItemType type, SinkOptions options) {
    this.folder = folder;
    columns = type.columns();
    files = ItemFiles.series(folder, type, EXTENSION, options, false, name -> writeNames());
    row = new Row(files);
  }

  @Override
  public FileSeries files() {
    return files;
  }

  @Override
  public void open(List<FileMark> committed) throws IOException {
    files.open(committed);
    if (!committed.isEmpty()) {
      adopt(committed.get(committed.size() - 1));
    }
  }

  private void adopt(FileMark file) throws IOException {
    List<String> names = CsvRecords.header(folder, file);
    List<String> written =
        names.size() < KEY.size() ? names : names.subList(KEY.size(), names.size());
    if (!columns.isEmpty() && !columns.equals(written)) {
      throw CsvRecords.otherColumns(folder, file, written, "the rules", columns);
    }
    columns = List.copyOf(written);
  }

  private void writeNames() throws IOException {
    KEY.forEach(row::text);
    columns.forEach(row::text);
    row.end();
    files.endRecord();
  }

  @Override
  public void write(Page page, Item item, int index) throws IOException {
    files.begin();
    row.url(page.url());
    row.text(page.request());
    row.number(page.visit());
    row.number(index);
    row.time(page.fetchedAt());
    for (String column : columns) {
      cell(item.fields().getOrDefault(column, ItemValue.None.INSTANCE));
    }
    row.end();
    files.endRecord();
  }

  private void cell(ItemValue value) throws IOException {
    if (value instanceof ItemValue.Text text) {
      row.text(text.text());
    } else if (value instanceof ItemValue.Link link) {
      row.text(link.href());
    } else if (value instanceof ItemValue.Time time) {
      row.text(time.text());
    } else if (value instanceof ItemValue.Numeric number) {
      row.number(number.value());
    } else if (value instanceof ItemValue.Bool bool) {
      row.text(String.valueOf(bool.value()));
    } else if (value instanceof ItemValue.None) {
      row.text(null);
    } else {
      row.text(JsonRecord.text(value));
    }
  }
}
