package dev.weft.frontier.memory;

import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.FrontierStoreContract;
import java.util.concurrent.Executor;

final class MemoryFrontierStoreTest extends FrontierStoreContract {
  @Override
  protected FrontierStore open(Executor crawlLoop) {
    return new MemoryFrontierStore(crawlLoop);
  }

  @Override
  protected void waitForAnswers() {
    // it hands each answer over before refill returns
  }
}
