package dev.weft.parse.process;

import java.nio.file.Path;
import java.util.List;

final class WorkerArchive implements AutoCloseable {
  static WorkerArchive of(Path java, List<String> flags, List<Path> classPath) {
    return new WorkerArchive();
  }

  List<String> use() {
    return List.of();
  }

  @Override
  public void close() {}
}
