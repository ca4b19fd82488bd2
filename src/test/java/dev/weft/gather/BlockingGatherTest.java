package dev.weft.gather;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.TlsOptions;
import dev.weft.fetch.blocking.BlockingFetcher;

/** On a pool of threads. */
final class BlockingGatherTest extends GatherContract {
  @Override
  protected Fetcher open(FetchOptions options) {
    return new BlockingFetcher(options, TlsOptions.RUNTIME_ROOTS);
  }
}
