package dev.weft.cli;

import dev.weft.CrawlState;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.rocksdb.RocksDbState;
import java.nio.file.Path;

/** Opens the state in an output folder, and says how much memory it may take. */
final class StateFiles {
  /** For {@link FrontierState#recover} where nothing of the seen set is wanted. */
  static final long WITHOUT_SEEN_SET = 0;

  private StateFiles() {}

  /** Whether a folder holds a state, readable or not. */
  static boolean isIn(Path folder) {
    return RocksDbState.isIn(OutputFolder.state(folder));
  }

  /** Opens it for a run, or begins one. */
  static FrontierState open(Path folder) {
    return CrawlState.open(OutputFolder.state(folder));
  }

  /** How much memory the seen set of a run may take. */
  static long seenBytesMax() {
    return CrawlState.seenBytesMax();
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
