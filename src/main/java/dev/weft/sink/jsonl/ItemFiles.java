package dev.weft.sink.jsonl;

import dev.weft.page.Item;
import dev.weft.page.ItemType;
import dev.weft.page.Page;
import dev.weft.sink.JsonRecord;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.file.FileSeries;
import dev.weft.sink.file.TextNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of items in a folder, {@code items-TYPE.jsonl}, one for each type, compressed and
 * rolled as the pages are. Those of the types that rules name are there from the start, also if
 * nothing is ever found; one of another type is made when its first item comes. One thread.
 */
final class ItemFiles {
  private static final Pattern NAME =
      Pattern.compile("items-([a-z][a-z0-9_]{0,63})(?:-[0-9]{5,})?\\.jsonl(?:\\.gz|\\.zst)?");

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  /** Files open at once; rules have a handful of types. */
  private static final int TYPES_MAX = 200;

  private final Path folder;
  private final SinkOptions options;
  private final Map<String, ItemFile> files = new TreeMap<>();

  private record ItemFile(FileSeries series, JsonRecord json) {}

  ItemFiles(Path folder, SinkOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /** Opens the files that were committed, makes those of the types, and deletes all others. */
  void open(List<ItemType> types, List<FileMark> committed) throws IOException {
    Map<String, List<FileMark>> marks = new TreeMap<>();
    types.forEach(type -> marks.put(type.name(), new ArrayList<>()));
    for (FileMark mark : committed) {
      marks.computeIfAbsent(typeOf(mark.path()), type -> new ArrayList<>()).add(mark);
    }
    for (String path : own(folder)) {
      if (!marks.containsKey(typeOf(path))) {
        Files.delete(folder.resolve(path));
      }
    }
    for (Map.Entry<String, List<FileMark>> type : marks.entrySet()) {
      open(type.getKey(), type.getValue());
    }
  }

  private ItemFile open(String type, List<FileMark> marks) throws IOException {
    if (files.size() >= TYPES_MAX || !TYPE.matcher(type).matches()) {
      throw new IOException(
          "an item is of the type `"
              + type
              + "`, which can have no file: types are of small letters, digits and _, a letter"
              + " first, and at most "
              + TYPES_MAX);
    }
    FileSeries series =
        new FileSeries(
            folder,
            new TextNames("items-" + type, ".jsonl", options),
            options.compression(),
            options.rollBytes().orElse(Long.MAX_VALUE),
            true,
            FileSeries.Start.NOTHING);
    ItemFile file = new ItemFile(series, new JsonRecord(series));
    files.put(type, file);
    series.open(marks);
    return file;
  }

  /** Whether a file in a mark is one of these. */
  static boolean isOne(FileMark mark) {
    return NAME.matcher(mark.path()).matches();
  }

  /** The files of items in a folder. */
  static List<String> own(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> NAME.matcher(name).matches())
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private static String typeOf(String path) {
    Matcher name = NAME.matcher(path);
    return name.matches() ? Objects.requireNonNull(name.group(1)) : path;
  }

  /** Writes the items of a page, each into the file of its type. */
  void write(Page page) throws IOException {
    Map<String, Integer> indexes = new HashMap<>();
    for (Item item : page.items()) {
      int index = indexes.merge(item.type(), 1, Integer::sum) - 1;
      ItemFile known = files.get(item.type());
      ItemFile file = known == null ? open(item.type(), List.of()) : known;
      file.json().item(page, item, index);
      if (file.series().isFull()) {
        file.json().flush();
        file.series().roll();
      }
    }
  }

  void flush() throws IOException {
    for (ItemFile file : files.values()) {
      file.json().flush();
    }
  }

  /** Makes all durable, and says what that is. */
  List<FileMark> checkpoint() throws IOException {
    List<FileMark> marks = new ArrayList<>();
    for (ItemFile file : files.values()) {
      file.json().flush();
      marks.addAll(file.series().checkpoint());
    }
    return marks;
  }

  /** Closes every file, and then tells of the first that could not be closed. */
  void close() throws IOException {
    IOException problem = null;
    for (ItemFile file : files.values()) {
      try (FileSeries series = file.series()) {
        file.json().flush();
        series.flush();
      } catch (IOException e) {
        problem = problem == null ? e : problem;
      }
    }
    files.clear();
    if (problem != null) {
      throw problem;
    }
  }
}
