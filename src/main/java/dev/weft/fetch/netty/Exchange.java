package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.http1.Head;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Truncation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request from its hand-over to its outcome. As a task it starts itself on the loop of its
 * lane; but for {@link #cancel} all else runs there.
 */
final class Exchange implements Fetcher.Fetch, Runnable {
  /** Its place among those that wait for the same kind of thing to happen. */
  final ByAge.Entry<Exchange> inPhase = new ByAge.Entry<>(this);

  /** Its place among those whose connection attempt may give way to the next address. */
  final ByAge.Entry<Exchange> inAttempt = new ByAge.Entry<>(this);

  /** Its place among all that are under way. */
  final ByAge.Entry<Exchange> underWay = new ByAge.Entry<>(this);

  private final FetchRequest request;
  private final Consumer<FetchOutcome> done;
  private final Lane lane;
  private final long handedOverNanos;
  private @Nullable Connection connection;
  private int addressesTried;
  private boolean retried;
  private boolean ended;
  private long connectNanos;
  private long tlsNanos;
  private long sentNanos;
  private long firstByteNanos;

  Exchange(FetchRequest request, Consumer<FetchOutcome> done, Lane lane, long nowNanos) {
    this.request = request;
    this.done = done;
    this.lane = lane;
    handedOverNanos = nowNanos;
  }

  @Override
  public void run() {
    lane.start(this);
  }

  @Override
  public void cancel() {
    lane.cancel(this);
  }

  FetchRequest request() {
    return request;
  }

  boolean ended() {
    return ended;
  }

  /** The connection that serves this now, null before there is one. */
  @Nullable Connection connection() {
    return connection;
  }

  void connection(@Nullable Connection now) {
    connection = now;
  }

  /** The next address to connect to, or null if all were tried. */
  @Nullable InetAddress nextAddress(int addressesMax) {
    int count = Math.min(addressesMax, request.addresses().size());
    return addressesTried < count ? request.addresses().get(addressesTried++) : null;
  }

  /** Whether an address is left that was not tried. */
  boolean hasNextAddress(int addressesMax) {
    return addressesTried < Math.min(addressesMax, request.addresses().size());
  }

  /**
   * Whether a kept connection that turns out to be dead may be replaced: once, by a fresh one, if
   * asking twice does no harm (RFC 9110 §9.2.2, §9.3.1).
   */
  boolean mayRetry() {
    return !retried && (request.method().equals("GET") || request.method().equals("HEAD"));
  }

  void retry() {
    retried = true;
    startOver();
  }

  /** Waits for a connection again, with all its addresses before it. */
  void startOver() {
    connection = null;
    addressesTried = 0;
    inPhase.remove();
    inAttempt.remove();
  }

  boolean retried() {
    return retried;
  }

  void connected(long tookNanos) {
    connectNanos = tookNanos;
  }

  void secured(long tookNanos) {
    tlsNanos = tookNanos;
  }

  void sent(long nowNanos) {
    sentNanos = nowNanos;
  }

  void firstByte(long nowNanos) {
    firstByteNanos = nowNanos - sentNanos;
  }

  /** Ends now, whatever it waits for; if its headers came, with what there is of the body. */
  void giveUp(FetchFailure reason, String message) {
    if (ended) {
      return;
    }
    Connection serving = connection;
    if (serving == null) {
      fail(reason, message);
    } else {
      serving.giveUp(reason, message);
    }
  }

  /** Ends with an answer. */
  void answer(Head head, Body body, @Nullable Truncation truncation, InetSocketAddress remote) {
    end(
        new FetchOutcome.Answered(
            new Answer(
                head.status(),
                head.headers(),
                body,
                truncation,
                timings(),
                remote,
                head.protocol())));
  }

  /** Ends without one. */
  void fail(FetchFailure reason, String message) {
    end(new FetchOutcome.Failed(reason, message, timings()));
  }

  private void end(FetchOutcome outcome) {
    ended = true;
    connection = null;
    inPhase.remove();
    inAttempt.remove();
    underWay.remove();
    try {
      done.accept(outcome);
    } catch (RuntimeException bug) {
      Lane.report(bug);
    }
  }

  private FetchTimings timings() {
    long totalNanos = System.nanoTime() - handedOverNanos;
    return new FetchTimings(0, connectNanos, tlsNanos, firstByteNanos, totalNanos);
  }
}
