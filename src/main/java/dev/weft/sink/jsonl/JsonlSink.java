package dev.weft.sink.jsonl;

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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code pages.jsonl}: one JSON object a page, one line an object, in UTF-8, as the JSON
 * Schema {@code dev/weft/sink/jsonl/page.schema.json} on the class path describes it.
 *
 * <p>The items that rules found go into a file of their own for each type, {@code
 * items-TYPE.jsonl}, as {@link dev.weft.sink.JsonRecord#item} writes them; into a stream, each
 * follows its page.
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
  private final @Nullable ItemFiles items;
  private List<ItemType> types = List.of();
  private @Nullable RecordWriter writer;

  private JsonlSink(OutputStream output, @Nullable FileSeries files, @Nullable ItemFiles items) {
    this.output = output;
    this.files = files;
    this.items = items;
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
    return new JsonlSink(
        files,
        files,
        new ItemFiles(folder, JsonItems.EXTENSION, type -> new JsonItems(folder, type, options)));
  }

  /** A sink that writes to a stream; closing the sink flushes it and leaves it open. */
  public static JsonlSink to(OutputStream stream) {
    return new JsonlSink(stream, null, null);
  }

  /** Lets there be a file for each of these types from the start; before it is opened. */
  public JsonlSink withItems(List<ItemType> itemTypes) {
    types = List.copyOf(itemTypes);
    return this;
  }

  /** The files of items in a folder, of this sink or an earlier one. */
  public static List<String> itemFiles(Path folder) throws IOException {
    return ItemFiles.own(folder, JsonItems.EXTENSION);
  }

  /** What the files are called. */
  public static TextNames names(SinkOptions options) {
    return new TextNames("pages", ".jsonl", options);
  }

  /** Reads such files back. */
  public static RecordReader reader() {
    return new JsonlReader(names(SinkOptions.DEFAULT)::isOwn);
  }

  /** A sink that writes what changed in a run, into {@code changes-RUN.jsonl} in a folder. */
  public static Sink changes(Path folder, int run) {
    return new ChangesSink(folder, run);
  }

  /** The name of the file of what changed in a run. */
  public static String changesFile(int run) {
    return ChangesSink.file(run);
  }

  /** The files of what changed in a folder. */
  public static List<String> changesFiles(Path folder) throws IOException {
    return ChangesSink.own(folder);
  }

  /** Reads such files back. */
  public static RecordReader changesReader() {
    return new JsonlReader(ChangesSink::isOwn);
  }

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public void open(SinkMark committed) throws IOException {
    if (files != null && items != null) {
      Map<Boolean, List<FileMark>> marks =
          committed.files().stream().collect(Collectors.partitioningBy(items::isOne));
      files.open(marks.getOrDefault(false, List.of()));
      items.open(types, marks.getOrDefault(true, List.of()));
    }
    writer = new RecordWriter(output);
  }

  @Override
  public void write(Page page) throws IOException {
    writer().write(page);
    if (items == null) {
      writer().writeItems(page);
    } else {
      items.write(page);
    }
    if (files != null && files.isFull()) {
      writer().flush();
      files.roll();
    }
  }

  @Override
  public void flush() throws IOException {
    flush(writer());
    if (items != null) {
      items.flush();
    }
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
    if (files == null || items == null) {
      return SinkMark.NOTHING;
    }
    List<FileMark> marks = new ArrayList<>(files.checkpoint());
    marks.addAll(items.checkpoint());
    return new SinkMark(marks);
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

  private RecordWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("the jsonl sink is not open");
    }
    return writer;
  }
}
