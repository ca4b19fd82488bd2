package com.example;

import dev.weft.FetcherKind;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherProvider;
import dev.weft.page.Headers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A fetcher: Weft's own on threads, which numbers its requests in a header field. */
public final class Stamped implements FetcherProvider {
  @Override
  public String code() {
    return "stamped";
  }

  @Override
  public Fetcher open(FetchOptions options) {
    Fetcher fetcher = FetcherKind.BLOCKING.open(options);
    AtomicInteger number = new AtomicInteger();
    return new Fetcher() {
      @Override
      public int lanes() {
        return fetcher.lanes();
      }

      @Override
      public boolean isShortOfMemory() {
        return fetcher.isShortOfMemory();
      }

      @Override
      public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
        String stamp = String.valueOf(number.incrementAndGet());
        Headers fields = request.headers().overriddenBy(Headers.of("X-Stamp", stamp));
        return fetcher.fetch(request.withHeaders(fields), done);
      }

      @Override
      public void close() {
        fetcher.close();
      }
    };
  }
}
