package dev.weft.fetch;

/**
 * Makes fetchers: one of Weft's own kinds, or a user's. A jar that names its class in {@code
 * META-INF/services/dev.weft.fetch.FetcherProvider} gives the command another {@code --fetcher}.
 */
public interface FetcherProvider {
  /** The word used in configuration; lower case. */
  String code();

  /**
   * A fetcher for one crawl, which closes it. It must heed all of the contract of {@link Fetcher}:
   * connect to none but the addresses of a request, and report every outcome once.
   *
   * @throws UnsupportedOperationException if this runtime lacks something
   */
  Fetcher open(FetchOptions options);
}
