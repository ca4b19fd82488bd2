package dev.weft.frontier.rocksdb;

import dev.weft.frontier.FrontierContract;
import dev.weft.frontier.FrontierStore;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class RocksDbFrontierTest extends FrontierContract {
  private final OpenStates states = new OpenStates();

  @TempDir private Path folder;

  @Override
  protected FrontierStore open(Executor crawlLoop) {
    return states.store(folder, crawlLoop);
  }

  @AfterEach
  void close() {
    states.close();
  }
}
