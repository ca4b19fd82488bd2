package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.HostPace;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.politeness.Politeness;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HostBookTest {
  private static final int ORIGINS_MAX = 3;

  private final VirtualTime time = new VirtualTime();
  private final HostBook book =
      new HostBook(
          new SimulatedPlan(1, false).plan(1),
          new NoFetcher(),
          new Frontier(
              FrontierLimits.of(1, 1),
              new HostPace(0, 1),
              new MemoryFrontierStore(time),
              new SeenSet()),
          new Politeness(PolitenessOptions.DEFAULT, new Random(1)),
          new Notes(Map.of()),
          time,
          ORIGINS_MAX);

  @Test
  void theOriginUsedLongestAgoIsForgottenFirst() {
    OriginState first = book.of(origin(1));
    OriginState second = book.of(origin(2));
    book.of(origin(3));
    assertThat(book.of(origin(1))).isSameAs(first);
    book.of(origin(4));

    assertThat(book.of(origin(1))).isSameAs(first);
    assertThat(book.of(origin(2))).isNotSameAs(second);
  }

  @Test
  void anOriginWithARequestInTheAirOrAPreparationUnderWayStays() {
    OriginState asked = book.of(origin(1));
    int lane = asked.lanes.take();
    OriginState prepared = book.of(origin(2));
    prepared.preparing(true);
    for (int i = 3; i < 20; i++) {
      book.of(origin(i));
    }
    assertThat(book.of(origin(1))).isSameAs(asked);
    assertThat(book.of(origin(2))).isSameAs(prepared);

    asked.lanes.release(lane);
    prepared.preparing(false);
    for (int i = 3; i < 20; i++) {
      book.of(origin(i));
    }
    assertThat(book.of(origin(1))).isNotSameAs(asked);
    assertThat(book.of(origin(2))).isNotSameAs(prepared);
  }

  private static Origin origin(int number) {
    return CrawlUrl.parse("http://h" + number + ".test/").orElseThrow().origin();
  }

  /** A fetcher of two lanes that nothing is asked of. */
  private static final class NoFetcher implements Fetcher {
    @Override
    public int lanes() {
      return 2;
    }

    @Override
    public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
      throw new IllegalStateException("asked for " + request.url());
    }

    @Override
    public void close() {}
  }
}
