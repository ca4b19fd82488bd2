package dev.weft.fetch.blocking;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.NothingLeftContract;
import dev.weft.fetch.TlsOptions;

/** On a pool of threads. */
final class BlockingNothingLeftTest extends NothingLeftContract {
  @Override
  protected Fetcher open(FetchOptions options) {
    return new BlockingFetcher(options, TlsOptions.RUNTIME_ROOTS);
  }
}
