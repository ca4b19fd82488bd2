package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.NothingLeftContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** On event loops, with the leak detector at its most suspicious. */
@ExtendWith(NoLeaks.class)
final class NettyNothingLeftTest extends NothingLeftContract {
  @Override
  protected Fetcher open(FetchOptions options) {
    return new NettyFetcher(options);
  }
}
