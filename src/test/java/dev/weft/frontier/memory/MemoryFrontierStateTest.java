package dev.weft.frontier.memory;

import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStateContract;
import dev.weft.url.Fingerprinter;

final class MemoryFrontierStateTest extends FrontierStateContract {
  private FrontierState state = MemoryFrontierStore.state(new Fingerprinter(1, 2));

  @Override
  protected FrontierState open() {
    return state;
  }

  @Override
  protected FrontierState openAfterCrash() {
    return state;
  }

  @Override
  protected int walks() {
    return 50;
  }

  @Override
  protected void startOver() {
    state = MemoryFrontierStore.state(new Fingerprinter(1, 2));
  }
}
