package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.TlsOptions;
import dev.weft.page.ContentDecoder;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What only https needs: TLS, and requests that accept the codings of native libraries, which on
 * plain http some middle boxes damage, so that browsers do not ask for them there either.
 *
 * <p>Both take 100 ms and more to set up, so that is done for the first https URL, on a thread of
 * its own ({@code weft-tls}), and never on a loop.
 */
final class Secure {
  private final FetchOptions options;
  private final TlsOptions tlsOptions;
  private final Supplier<SslProvider> provider;
  private @Nullable CompletableFuture<Void> making;
  private volatile @Nullable Ready ready;

  /** {@code provider} is asked on the thread that does the work, since it may load a library. */
  Secure(FetchOptions options, TlsOptions tlsOptions, Supplier<SslProvider> provider) {
    this.provider = provider;
    this.options = options;
    this.tlsOptions = tlsOptions;
  }

  /** Runs a task once all is set up or has failed: now, or later on the thread that does it. */
  void whenTried(Runnable task) {
    if (ready != null) {
      task.run();
    } else {
      making().whenComplete((nothing, failure) -> task.run());
    }
  }

  /** Whether https can be spoken; false before it was tried, and if this runtime has no TLS. */
  boolean isReady() {
    return ready != null;
  }

  Tls tls() {
    return made().tls;
  }

  RequestWriter requests() {
    return made().requests;
  }

  private Ready made() {
    Ready made = ready;
    if (made == null) {
      throw new IllegalStateException("an https request before TLS was set up");
    }
    return made;
  }

  private synchronized CompletableFuture<Void> making() {
    if (making == null) {
      making = CompletableFuture.runAsync(this::make, Secure::onItsOwnThread);
    }
    return making;
  }

  private void make() {
    ready =
        new Ready(
            new Tls(tlsOptions, provider.get()),
            new RequestWriter(options, ContentDecoder.allCodings()));
  }

  private static void onItsOwnThread(Runnable task) {
    Thread thread = new Thread(task, "weft-tls");
    thread.setDaemon(true);
    thread.start();
  }

  private record Ready(Tls tls, RequestWriter requests) {}
}
