package dev.weft.sink.jsonl;

import dev.weft.page.Item;
import dev.weft.page.ItemType;
import dev.weft.page.Page;
import dev.weft.sink.JsonRecord;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.file.FileSeries;
import dev.weft.sink.file.ItemFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The items of one type, a line of JSON each. */
final class JsonItems implements ItemFiles.Writer {
  static final String EXTENSION = ".jsonl";

  private final FileSeries files;
  private final JsonRecord json;

  JsonItems(Path folder, ItemType type, SinkOptions options) {
    files = ItemFiles.series(folder, type, EXTENSION, options, true, FileSeries.Start.NOTHING);
    try {
      json = new JsonRecord(files);
    } catch (IOException e) {
      throw new UncheckedIOException("making a writer writes nothing", e);
    }
  }

  @Override
  public FileSeries files() {
    return files;
  }

  @Override
  public void write(Page page, Item item, int index) throws IOException {
    json.item(page, item, index);
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }
}
