package dev.weft.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a crawl takes on the disk: its state, and everything else in its folder. */
record FolderSizes(long outputBytes, long stateBytes) {
  /** Looks; files that go away meanwhile count for nothing. */
  static FolderSizes of(Path folder) throws IOException {
    Path state = OutputFolder.state(folder);
    long all = bytes(folder);
    long ofState = Files.isDirectory(state) ? bytes(state) : 0;
    return new FolderSizes(all - ofState, ofState);
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.mapToLong(FolderSizes::size).sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long size(Path path) {
    try {
      return Files.isRegularFile(path) ? Files.size(path) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
