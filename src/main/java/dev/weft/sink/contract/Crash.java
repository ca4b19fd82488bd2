package dev.weft.sink.contract;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a crash leaves of a sink's files: one of them cut at a place behind what was committed of
 * it, those before it by name whole, those after it as far as they were committed.
 */
record Crash(Map<String, byte[]> files, String cut, int at, SinkMark mark) {
  /** Places at which a file is cut; more only take longer. */
  private static final int CUTS_MAX = 40;

  /** What a mark may carry to go on with a file. */
  private static final int RESUME_CHARS_MAX = 2_000;

  private static final String TORN = "{\"half";

  /** All crashes that are tried of what is in a folder. */
  static List<Crash> all(Path folder, SinkMark mark) throws IOException {
    Map<String, byte[]> files = contents(folder);
    List<Crash> crashes = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      int committed = committed(mark, file.getKey());
      for (int at : places(committed, file.getValue().length)) {
        crashes.add(new Crash(files, file.getKey(), at, mark));
      }
    }
    return crashes;
  }

  private static Set<Integer> places(int from, int to) {
    Set<Integer> places = new TreeSet<>();
    int count = Math.min(CUTS_MAX, to - from + 1);
    for (int i = 0; i < count; i++) {
      places.add((int) (from + (long) (to - from) * i / Math.max(1, count - 1)));
    }
    return places;
  }

  private static int committed(SinkMark mark, String path) {
    return mark.files().stream()
        .filter(file -> file.path().equals(path))
        .mapToInt(file -> (int) file.length())
        .findFirst()
        .orElse(0);
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }

  /** Makes a folder as this crash leaves it. */
  void leave(Path into) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      int order = file.getKey().compareTo(cut);
      int length = order < 0 ? file.getValue().length : at;
      if (order > 0) {
        length = committed(mark, file.getKey());
      }
      if (order <= 0 || length > 0) {
        put(into, file.getKey(), Arrays.copyOf(file.getValue(), length));
      }
    }
  }

  private static void put(Path into, String path, byte[] bytes) throws IOException {
    Path file = into.resolve(path);
    Path folder = file.getParent();
    Files.createDirectories(folder == null ? into : folder);
    Files.write(file, bytes);
  }

  /** Copies a folder without a file, or without the end of it; how long that is then. */
  static long lose(Path from, FileMark lost, boolean isMissing, Path into) throws IOException {
    long left = 0;
    for (Map.Entry<String, byte[]> file : contents(from).entrySet()) {
      byte[] bytes = file.getValue();
      boolean isLost = file.getKey().equals(lost.path());
      if (isLost && !isMissing) {
        bytes = Arrays.copyOf(bytes, (int) lost.length() - 1);
        left = bytes.length;
      }
      if (!isLost || !isMissing) {
        put(into, file.getKey(), bytes);
      }
    }
    return left;
  }

  /** Puts half a record behind each committed file. */
  static void tear(Path folder, SinkMark mark) throws IOException {
    for (FileMark file : mark.files()) {
      Files.writeString(folder.resolve(file.path()), TORN, StandardOpenOption.APPEND);
    }
  }

  /** That a mark says of a file what it is. */
  static void requireMarked(Path folder, FileMark file) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(file.path()));
    SinkContract.require(
        file.length() == bytes.length,
        file.path() + " is " + bytes.length + " long, its mark says " + file.length());
    SinkContract.require(
        file.checksum() == Hashing.xxh3_64().hashBytesToLong(bytes),
        "the mark of " + file.path() + " has not the xxh3-64 of its bytes");
    SinkContract.require(
        file.resume().length() < RESUME_CHARS_MAX,
        "the mark of "
            + file.path()
            + " takes "
            + file.resume().length()
            + " characters to resume");
  }

  @Override
  public String toString() {
    return "after a crash with " + cut + " cut at byte " + at;
  }
}
