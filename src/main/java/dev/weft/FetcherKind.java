package dev.weft;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherProvider;
import dev.weft.fetch.TlsOptions;
import dev.weft.fetch.blocking.BlockingFetcher;
import dev.weft.fetch.netty.NettyFetcher;
import java.util.Locale;
import java.util.Optional;

/** How requests are made: what a crawl does is the same with each. */
public enum FetcherKind implements FetcherProvider {
  /** On event loops, thousands of conversations on a thread; HTTP/2 and HTTP/1.1. */
  NETTY,
  /** On a pool of threads, each in one conversation at a time; HTTP/1.1. */
  BLOCKING,
  /** On a virtual thread a request, on Java 21 or newer; HTTP/1.1. */
  VIRTUAL;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this word. */
  public static Optional<FetcherKind> ofCode(String code) {
    for (FetcherKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** What this runtime lacks for it and what to do about that, to follow its name; mostly empty. */
  public Optional<String> lack() {
    return this != VIRTUAL || BlockingFetcher.hasVirtualThreads()
        ? Optional.empty()
        : Optional.of(
            "needs Java 21 or newer; this is "
                + Runtime.version().feature()
                + "; use --fetcher blocking");
  }

  @Override
  public Fetcher open(FetchOptions options) {
    return switch (this) {
      case NETTY -> new NettyFetcher(options);
      case BLOCKING -> new BlockingFetcher(options, TlsOptions.RUNTIME_ROOTS);
      case VIRTUAL ->
          BlockingFetcher.virtual(options, TlsOptions.RUNTIME_ROOTS)
              .orElseThrow(
                  () ->
                      new UnsupportedOperationException(
                          "the fetcher virtual " + lack().orElse("cannot be had")));
    };
  }
}
