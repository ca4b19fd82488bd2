package dev.weft.fetch.blocking;

import dev.weft.fetch.ContentFetcherContract;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherContract;
import dev.weft.fetch.HostileFetcherContract;
import dev.weft.fetch.LargeBodyContract;
import dev.weft.fetch.ProxyFetcherContract;
import dev.weft.fetch.TlsFetcherContract;
import dev.weft.fetch.TlsOptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The contracts on both kinds of thread. */
final class BlockingFetcherTest {
  private static Fetcher virtual(FetchOptions options, TlsOptions tls) {
    return BlockingFetcher.virtual(options, tls).orElseThrow();
  }

  @Nested
  final class OnPlatformThreads extends FetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return new BlockingFetcher(options, tls);
    }

    @Override
    protected boolean hasLanes() {
      return false;
    }
  }

  @Nested
  final class HostileToPlatformThreads extends HostileFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return new BlockingFetcher(options, tls);
    }
  }

  @Nested
  final class TlsOnPlatformThreads extends TlsFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return new BlockingFetcher(options, tls);
    }
  }

  @Nested
  final class LargeBodiesOnPlatformThreads extends LargeBodyContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return new BlockingFetcher(options, tls);
    }
  }

  @Nested
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before Java 21")
  final class LargeBodiesOnVirtualThreads extends LargeBodyContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return virtual(options, tls);
    }
  }

  @Nested
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before Java 21")
  final class OnVirtualThreads extends FetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return virtual(options, tls);
    }

    @Override
    protected boolean hasLanes() {
      return false;
    }
  }

  @Nested
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before Java 21")
  final class HostileToVirtualThreads extends HostileFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return virtual(options, tls);
    }
  }

  @Nested
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before Java 21")
  final class TlsOnVirtualThreads extends TlsFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return virtual(options, tls);
    }
  }

  @Nested
  final class ContentOnPlatformThreads extends ContentFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return new BlockingFetcher(options, tls);
    }
  }

  @Nested
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before Java 21")
  final class ContentOnVirtualThreads extends ContentFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return virtual(options, tls);
    }
  }

  @Nested
  final class ProxyOnPlatformThreads extends ProxyFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return new BlockingFetcher(options, tls);
    }
  }

  @Nested
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before Java 21")
  final class ProxyOnVirtualThreads extends ProxyFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return virtual(options, tls);
    }
  }
}
