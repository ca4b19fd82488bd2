package dev.weft.frontier.rocksdb;

import dev.weft.frontier.FrontierStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** New states below a folder, one for each store that a test opens, and their end. */
final class OpenStates implements AutoCloseable {
  private static final long MEMORY_BYTES = 16 << 20;

  private final List<RocksDbState> open = new ArrayList<>();

  /** The store of a state in which nothing is yet. */
  FrontierStore store(Path folder, Executor crawlLoop) {
    RocksDbState state = RocksDbState.open(folder.resolve("state-" + open.size()), MEMORY_BYTES);
    open.add(state);
    return new AnsweringStore(state, crawlLoop);
  }

  @Override
  public void close() {
    open.forEach(RocksDbState::close);
    open.clear();
  }
}
