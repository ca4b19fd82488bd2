package dev.weft.cli;

import dev.weft.frontier.FrontierState;
import dev.weft.frontier.rocksdb.RocksDbState;
import java.nio.file.Path;

/** Opens the state in an output folder, and says how much memory it may take. */
final class StateFiles {
  /** For {@link FrontierState#recover} where nothing of the seen set is wanted. */
  static final long WITHOUT_SEEN_SET = 0;

  /** RocksDB gains little from more. */
  private static final long STORE_BYTES_MAX = 256L << 20;

  private static final long STORE_BYTES_MIN = 16L << 20;

  /** What share of the heap's size the store's caches and buffers may take beside it. */
  private static final int STORE_SHARE = 8;

  /**
   * The same for the seen set, which lies in direct buffers: half of those that the launcher
   * allows.
   */
  private static final int SEEN_SHARE = 6;

  private StateFiles() {}

  /** Whether a folder holds a state, readable or not. */
  static boolean isIn(Path folder) {
    return RocksDbState.isIn(OutputFolder.state(folder));
  }

  /** Opens it for a run, or begins one. */
  static FrontierState open(Path folder) {
    long share = Runtime.getRuntime().maxMemory() / STORE_SHARE;
    return RocksDbState.open(
        OutputFolder.state(folder), Math.max(STORE_BYTES_MIN, Math.min(share, STORE_BYTES_MAX)));
  }

  /** How much memory the seen set of a run may take. */
  static long seenBytesMax() {
    return Runtime.getRuntime().maxMemory() / SEEN_SHARE;
  }

  /**
   * Opens it only to read it, also while a run writes it.
   *
   * @throws CommandFailure if there is none
   */
  static FrontierState openForReading(Path folder) throws CommandFailure {
    require(folder);
    return RocksDbState.openForReading(OutputFolder.state(folder));
  }

  /** Fails unless a folder holds a state. */
  static void require(Path folder) throws CommandFailure {
    if (!isIn(folder)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          folder
              + " holds no state of a crawl; name the folder that `weft crawl -o` wrote, without --state"
              + " none");
    }
  }
}
