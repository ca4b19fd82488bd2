package dev.weft.frontier.rocksdb;

import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.FrontierStoreContract;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class RocksDbFrontierStoreTest extends FrontierStoreContract {
  private final OpenStates states = new OpenStates();

  @TempDir private Path folder;

  @Override
  protected FrontierStore open(Executor crawlLoop) {
    return states.store(folder, crawlLoop);
  }

  @Override
  protected void waitForAnswers() {
    // It hands each answer over before refill returns.
  }

  @AfterEach
  void close() {
    states.close();
  }
}
