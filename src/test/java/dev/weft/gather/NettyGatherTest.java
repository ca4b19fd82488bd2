package dev.weft.gather;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.netty.NettyFetcher;

/** On the event loop. */
final class NettyGatherTest extends GatherContract {
  @Override
  protected Fetcher open(FetchOptions options) {
    return new NettyFetcher(options);
  }
}
