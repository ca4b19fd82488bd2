package dev.weft.frontier.rocksdb;

import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStateContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class RocksDbFrontierStateTest extends FrontierStateContract {
  private static final long MEMORY_BYTES = 16 << 20;

  /** Fewer than the origins of a walk, so that most are read from the beginning again and again. */
  private static final int CURSORS = 2;

  @TempDir private Path folder;
  private int copies;
  private @Nullable FrontierState open;

  private Path current() {
    return folder.resolve("state-" + copies);
  }

  @Override
  protected FrontierState open() {
    FrontierState state = RocksDbState.open(current(), MEMORY_BYTES, CURSORS);
    open = state;
    return state;
  }

  @Override
  protected FrontierState openAfterCrash() throws IOException {
    Path before = current();
    copies++;
    if (Files.exists(before)) {
      StateCopy.copy(before, current());
    }
    closeOpen();
    StateCopy.delete(before);
    return open();
  }

  @Override
  protected int walks() {
    return 5;
  }

  @Override
  protected void startOver() throws IOException {
    closeOpen();
    StateCopy.delete(current());
  }

  @AfterEach
  void closeOpen() {
    if (open != null) {
      open.close();
    }
  }
}
