package dev.weft.fetch.blocking;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.NothingLeftContract;
import dev.weft.fetch.TlsOptions;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** On a virtual thread each. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before Java 21")
final class VirtualNothingLeftTest extends NothingLeftContract {
  @Override
  protected Fetcher open(FetchOptions options) {
    return BlockingFetcher.virtual(options, TlsOptions.RUNTIME_ROOTS).orElseThrow();
  }
}
