package dev.weft.verify;

import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.LongSet;
import dev.weft.frontier.OutputFile;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.StateException;
import dev.weft.url.Fingerprinter;
import dev.weft.url.NameNumbers;
import dev.weft.url.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A state that says what a test wants it to say. */
record FixedState(long count, Supplier<Stream<FinishedUrl>> finishedUrls, List<OutputFile> files)
    implements FrontierState {
  static FixedState of(List<FinishedUrl> finished, List<OutputFile> files) {
    return new FixedState(finished.size(), finished::stream, files);
  }

  @Override
  public Recovered recover(long seenBytesMax) {
    return new Recovered(
        7,
        new Fingerprinter(1, 2),
        new SeenSet(),
        count,
        count,
        count,
        0,
        0,
        new NameNumbers(new Fingerprinter(1, 2)),
        new LongSet(),
        new NameNumbers(new Fingerprinter(1, 2)),
        Map.of(),
        files);
  }

  @Override
  public FrontierStore store(Executor crawlLoop, Consumer<StateException> onFailure) {
    throw new UnsupportedOperationException("only read");
  }

  @Override
  public Optional<QueuedUrl> queued(Origin origin, long fingerprint) {
    return Optional.empty();
  }

  @Override
  public Optional<FinishedUrl> finished(long fingerprint) {
    return Optional.empty();
  }

  @Override
  public void eachOrigin(ObjLongConsumer<Origin> consumer) {}

  @Override
  public void eachQueued(Consumer<QueuedUrl> consumer) {}

  @Override
  public void eachFinished(Consumer<FinishedUrl> consumer) {
    finishedUrls.get().forEach(consumer);
  }

  @Override
  public void close() {}
}
