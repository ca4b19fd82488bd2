package dev.weft.engine;

import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.StateException;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.sink.Sink;
import dev.weft.url.Fingerprinter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a crawl keeps what it must not lose: its records, and the state of its URLs as far as it
 * outlives the process.
 *
 * @param stateOrNull null if nothing but the records outlives the process
 * @param recovered what the state held when it was opened
 * @param sinks places for the records; with a state, each with a name of its own
 * @param diskOrNull the disk that must not fill up, if one is watched
 * @param commitEvery how long what was done may wait to be committed
 */
public record Storage(
    @Nullable FrontierState stateOrNull,
    Recovered recovered,
    List<Sink> sinks,
    @Nullable DiskWatch diskOrNull,
    Duration commitEvery) {

  public Storage {
    sinks = List.copyOf(sinks);
    Set<String> names = new HashSet<>();
    for (Sink sink : sinks) {
      if (stateOrNull != null && !names.add(sink.name())) {
        throw new IllegalArgumentException(
            "two sinks are called " + sink.name() + "; a crawl with a state tells them by name");
      }
    }
    if (commitEvery.isNegative() || commitEvery.isZero()) {
      throw new IllegalArgumentException("commitEvery is " + commitEvery + "; must be over 0s");
    }
  }

  /** A crawl that keeps its records alone. */
  public static Storage of(List<Sink> sinks) {
    SecureRandom random = new SecureRandom();
    Fingerprinter fingerprinter = new Fingerprinter(random.nextLong(), random.nextLong());
    return new Storage(
        null,
        Recovered.nothing(fingerprinter, new SeenSet()),
        sinks,
        null,
        Duration.ofNanos(EpochLimits.DEFAULT.nanos()));
  }

  /** The same for a crawl that goes on from a state and leaves what it does there. */
  public Storage with(FrontierState state, Recovered found) {
    return new Storage(state, found, sinks, diskOrNull, commitEvery);
  }

  /** The same with a disk to watch. */
  public Storage with(DiskWatch disk) {
    return new Storage(stateOrNull, recovered, sinks, disk, commitEvery);
  }

  /** The same with another time until what was done is committed. */
  public Storage committing(Duration every) {
    return new Storage(stateOrNull, recovered, sinks, diskOrNull, every);
  }

  /** The store of the crawl's frontier; see {@link FrontierState#store}. */
  FrontierStore store(Executor crawlLoop, Consumer<StateException> onFailure) {
    return stateOrNull == null
        ? new MemoryFrontierStore(crawlLoop)
        : stateOrNull.store(crawlLoop, onFailure);
  }
}
