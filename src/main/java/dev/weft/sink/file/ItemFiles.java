package dev.weft.sink.file;

import dev.weft.page.Item;
import dev.weft.page.ItemType;
import dev.weft.page.Page;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of items in a folder, {@code items-TYPE} and an ending, one for each type, compressed
 * and rolled as the pages are. Those of the types that rules name are there from the start, also if
 * nothing is ever found; one of another type is made when its first item comes. One thread.
 */
public final class ItemFiles {
  private static final String STEM = "items-";

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  /** Files open at once; rules have a handful of types. */
  private static final int TYPES_MAX = 200;

  private final Path folder;
  private final String extension;
  private final Format format;
  private final Map<String, Writer> writers = new TreeMap<>();

  /** Makes writers. */
  public interface Format {
    /** A writer of items of this type into files that {@link #series} makes. */
    Writer writer(ItemType type);
  }

  /** Writes the items of one type as records of a series of files, which it owns. */
  public interface Writer {
    /** The files. */
    FileSeries files();

    /** Opens the files, cut back to their marks. */
    default void open(List<FileMark> committed) throws IOException {
      files().open(committed);
    }

    /** Writes an item; {@code index} is its place among those of its type on the page. */
    void write(Page page, Item item, int index) throws IOException;

    /** Hands on to the files everything written so far. */
    default void flush() throws IOException {}
  }

  /** Files of this extension, such as {@code .csv}, in a folder. */
  public ItemFiles(Path folder, String extension, Format format) {
    this.folder = folder;
    this.extension = extension;
    this.format = format;
  }

  /** A series of files for items of a type; the rest is as {@link FileSeries} has it. */
  public static FileSeries series(
      Path folder,
      ItemType type,
      String extension,
      SinkOptions options,
      boolean holdsLines,
      FileSeries.Start start) {
    return new FileSeries(
        folder,
        new TextNames(STEM + type.name(), extension, options),
        options.compression(),
        options.rollBytes().orElse(Long.MAX_VALUE),
        holdsLines,
        start);
  }

  /** Opens the files that were committed, makes those of the types, and deletes all others. */
  public void open(List<ItemType> types, List<FileMark> committed) throws IOException {
    Map<String, ItemType> wanted = new TreeMap<>();
    types.forEach(type -> wanted.put(type.name(), type));
    Map<String, List<FileMark>> marks = new TreeMap<>();
    types.forEach(type -> marks.put(type.name(), new ArrayList<>()));
    for (FileMark mark : committed) {
      marks.computeIfAbsent(typeOf(mark.path()), type -> new ArrayList<>()).add(mark);
    }
    for (String path : own(folder, extension)) {
      if (!marks.containsKey(typeOf(path))) {
        Files.delete(folder.resolve(path));
      }
    }
    for (Map.Entry<String, List<FileMark>> type : marks.entrySet()) {
      ItemType unnamed = new ItemType(type.getKey(), List.of());
      open(wanted.getOrDefault(type.getKey(), unnamed), type.getValue());
    }
  }

  private Writer open(ItemType type, List<FileMark> marks) throws IOException {
    if (writers.size() >= TYPES_MAX || !TYPE.matcher(type.name()).matches()) {
      throw new IOException(
          "an item is of the type `"
              + type.name()
              + "`, which can have no file: types are of small letters, digits and _, a letter"
              + " first, and at most "
              + TYPES_MAX);
    }
    Writer writer = format.writer(type);
    writers.put(type.name(), writer);
    writer.open(marks);
    return writer;
  }

  /** Whether a file in a mark is one of these. */
  public boolean isOne(FileMark mark) {
    return !typeOf(mark.path()).isEmpty();
  }

  /** The files of items in a folder with this extension, compressed or not. */
  public static List<String> own(Path folder, String extension) throws IOException {
    Pattern named = named(extension);
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> named.matcher(name).matches())
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private static Pattern named(String extension) {
    return Pattern.compile(
        STEM + "(" + TYPE + ")(?:-[0-9]{5,})?" + Pattern.quote(extension) + "(?:\\.gz|\\.zst)?");
  }

  /** The type whose file this is; empty if it is none. */
  private String typeOf(String path) {
    Matcher name = named(extension).matcher(path);
    String type = name.matches() ? name.group(1) : null;
    return type == null ? "" : type;
  }

  /** Writes the items of a page, each into the file of its type. */
  public void write(Page page) throws IOException {
    Map<String, Integer> indexes = new HashMap<>();
    for (Item item : page.items()) {
      int index = indexes.merge(item.type(), 1, Integer::sum) - 1;
      Writer writer = writer(item);
      writer.write(page, item, index);
      if (writer.files().isFull()) {
        writer.flush();
        writer.files().roll();
      }
    }
  }

  private Writer writer(Item item) throws IOException {
    Writer known = writers.get(item.type());
    return known == null
        ? open(new ItemType(item.type(), List.copyOf(item.fields().keySet())), List.of())
        : known;
  }

  /** Lets readers see what was written. */
  public void flush() throws IOException {
    for (Writer writer : writers.values()) {
      writer.flush();
    }
  }

  /** Makes all durable, and says what that is. */
  public List<FileMark> checkpoint() throws IOException {
    List<FileMark> marks = new ArrayList<>();
    for (Writer writer : writers.values()) {
      writer.flush();
      marks.addAll(writer.files().checkpoint());
    }
    return marks;
  }

  /** Closes every file, and then tells of the first that could not be closed. */
  public void close() throws IOException {
    @Nullable IOException problem = null;
    for (Writer writer : writers.values()) {
      try (FileSeries files = writer.files()) {
        writer.flush();
        files.flush();
      } catch (IOException e) {
        problem = problem == null ? e : problem;
      }
    }
    writers.clear();
    if (problem != null) {
      throw problem;
    }
  }
}
