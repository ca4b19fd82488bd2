package dev.weft.gather;

import dev.weft.FetcherKind;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The contract on every backend. */
final class BackendsGatherTest {
  @Nested
  final class OnEventLoops extends GatherContract {
    @Override
    protected Fetcher open(FetchOptions options) {
      return FetcherKind.NETTY.open(options);
    }
  }

  @Nested
  final class OnThreads extends GatherContract {
    @Override
    protected Fetcher open(FetchOptions options) {
      return FetcherKind.BLOCKING.open(options);
    }
  }

  @Nested
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before Java 21")
  final class OnVirtualThreads extends GatherContract {
    @Override
    protected Fetcher open(FetchOptions options) {
      return FetcherKind.VIRTUAL.open(options);
    }
  }
}
