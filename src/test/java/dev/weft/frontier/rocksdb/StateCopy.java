package dev.weft.frontier.rocksdb;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Copies of a state's folder while it is in use: what a crash would leave. */
final class StateCopy {
  private StateCopy() {}

  /**
   * Copies what lies in a folder at one moment: again, if tables came or went meanwhile. The log
   * may grow, of which a part is copied then.
   */
  static void copy(Path from, Path to) throws IOException {
    Map<Path, Long> before = tables(from);
    copyOnce(from, to);
    while (!before.equals(tables(from))) {
      delete(to);
      before = tables(from);
      copyOnce(from, to);
    }
  }

  /** All files with their lengths, but the logs. */
  private static Map<Path, Long> tables(Path state) {
    Map<Path, Long> lengths = new HashMap<>();
    for (Path file : files(state, "")) {
      if (!file.toString().endsWith(".log")) {
        lengths.put(file, file.toFile().length());
      }
    }
    return lengths;
  }

  /** The number of the last epoch goes first, so that it is never ahead of the log. */
  private static void copyOnce(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("rocksdb"));
    copyFile(from, to, Path.of("committed"));
    List<Path> all = new ArrayList<>(files(from, ""));
    all.add(from.resolve("version"));
    for (Path file : all) {
      copyFile(from, to, from.relativize(file));
    }
  }

  private static void copyFile(Path from, Path to, Path name) throws IOException {
    try {
      Files.copy(from.resolve(name), to.resolve(name));
    } catch (NoSuchFileException e) {
      // Nothing to copy: never made, or gone meanwhile.
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(StateCopy::deleteOne);
      }
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of a state whose names end so, the latest last. */
  static List<Path> files(Path folder, String end) {
    File[] all = folder.resolve("rocksdb").toFile().listFiles();
    return Stream.of(Objects.requireNonNull(all))
        .map(File::toPath)
        .filter(file -> file.toString().endsWith(end))
        .sorted()
        .toList();
  }
}
