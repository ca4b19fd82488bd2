package dev.weft;

import dev.weft.frontier.FrontierState;
import dev.weft.frontier.StateException;
import dev.weft.frontier.rocksdb.RocksDbState;
import java.nio.file.Path;
import java.util.Optional;

/** The state of a crawl on disk: what it needs to go on, in a folder of its own. */
public final class CrawlState {
  private static final String LIBRARY = "org.rocksdb.RocksDB";

  /**
   * Fifty million URLs were measured with so much. RocksDB fills what it is given, and more made no
   * crawl faster.
   */
  private static final long STORE_BYTES_MAX = 64L << 20;

  private static final long STORE_BYTES_MIN = 16L << 20;

  /** What share of the heap's size the store's caches and buffers may take beside it. */
  private static final int STORE_SHARE = 8;

  /**
   * The same for the seen set, which lies in direct buffers: half of those that the launcher
   * allows.
   */
  private static final int SEEN_SHARE = 6;

  private CrawlState() {}

  /** What this program lacks for it and what to do about that; mostly empty. */
  public static Optional<String> lack() {
    return Lack.of(LIBRARY, "org.rocksdb:rocksdbjni")
        .map(lack -> "keeping the state of a crawl " + lack);
  }

  /**
   * Begins to load, on a thread of its own, what {@link #open} will need, which takes a processor
   * that has nothing else to do at the start. What goes wrong is told when a state is opened.
   */
  public static void prepare() {
    if (lack().isEmpty()) {
      Thread thread = new Thread(CrawlState::load, "weft-prepare");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void load() {
    try {
      RocksDbState.loadLibrary();
    } catch (StateException e) {
      // It will be tried again.
    }
  }

  /**
   * Opens the state in a folder, or begins one; whoever crawls with it closes it.
   *
   * @throws dev.weft.frontier.StateException if it cannot be opened
   * @throws UnsupportedOperationException if this program {@linkplain #lack lacks} something
   */
  public static FrontierState open(Path folder) {
    lack()
        .ifPresent(
            lack -> {
              throw new UnsupportedOperationException(lack);
            });
    long share = Runtime.getRuntime().maxMemory() / STORE_SHARE;
    return RocksDbState.open(folder, Math.max(STORE_BYTES_MIN, Math.min(share, STORE_BYTES_MAX)));
  }

  /** How much memory the seen set of a crawl may take beside the heap. */
  public static long seenBytesMax() {
    return Runtime.getRuntime().maxMemory() / SEEN_SHARE;
  }
}
