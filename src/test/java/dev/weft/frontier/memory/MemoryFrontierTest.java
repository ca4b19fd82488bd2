package dev.weft.frontier.memory;

import dev.weft.frontier.FrontierContract;
import dev.weft.frontier.FrontierStore;
import java.util.concurrent.Executor;

final class MemoryFrontierTest extends FrontierContract {
  @Override
  protected FrontierStore open(Executor crawlLoop) {
    return new MemoryFrontierStore(crawlLoop);
  }
}
