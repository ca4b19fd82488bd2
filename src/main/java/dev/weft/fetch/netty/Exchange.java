package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.body.BodyBuffer;
import dev.weft.fetch.http1.Head;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Truncation;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request from its hand-over to its outcome. As a task it starts itself on the loop of its
 * lane; but for {@link #cancel} all else runs there.
 */
final class Exchange implements Fetcher.Fetch, Runnable, BodyBuffer.Taker {
  /** Its place among those that wait for the same kind of thing to happen. */
  final ByAge.Entry<Exchange> inPhase = new ByAge.Entry<>(this);

  /** Its place among those that wait for the same connection, or for any. */
  final ByAge.Entry<Exchange> inQueue = new ByAge.Entry<>(this);

  /** Its place among all that are under way. */
  final ByAge.Entry<Exchange> underWay = new ByAge.Entry<>(this);

  private final FetchRequest request;
  private final Consumer<FetchOutcome> done;
  private final Lane lane;
  private final long handedOverNanos;
  private @Nullable Carrier carrier;
  private @Nullable Answer answer;
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

  /** From now on, this is in the hands of a carrier; null if it waits for one. */
  void carrier(@Nullable Carrier now) {
    carrier = now;
  }

  /**
   * Whether a kept connection that turns out to be dead may be replaced: once, by a fresh one, if
   * asking twice does no harm (RFC 9110 §9.2.2, §9.3.1).
   */
  boolean mayRetry() {
    return !retried && (request.method().equals("GET") || request.method().equals("HEAD"));
  }

  /** Whether this is a HEAD, whose answer has no body. */
  boolean isHead() {
    return request.method().equals("HEAD");
  }

  void retry() {
    retried = true;
    startOver();
  }

  /** Waits for a connection again. */
  void startOver() {
    carrier = null;
    inPhase.remove();
    inQueue.remove();
  }

  boolean retried() {
    return retried;
  }

  /** What it took to get the connection, which was made for this one. */
  void connected(long connectingNanos, long securingNanos) {
    connectNanos = connectingNanos;
    tlsNanos = securingNanos;
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
    Carrier having = carrier;
    if (having == null) {
      fail(reason, message);
    } else {
      having.giveUp(this, reason, message);
    }
  }

  /** Ends with an answer, now or when its body is in its file. */
  void answer(
      Head head, BodyBuffer buffer, @Nullable Truncation truncation, InetSocketAddress remote) {
    answer =
        new Answer(
            head.status(),
            head.headers(),
            Body.EMPTY,
            truncation,
            timings(),
            remote,
            head.protocol(),
            lane.requests(request.url().origin())
                .heads()
                .transcript(request, head, truncation, remote));
    startOver();
    buffer.give(lane.executor(), this);
  }

  @Override
  public void take(Body body) {
    Answer complete = answer;
    if (ended || complete == null) {
      body.close();
    } else {
      end(new FetchOutcome.Answered(complete.withBody(body)));
    }
  }

  @Override
  public void refuse(FetchFailure reason, String message) {
    if (!ended) {
      fail(reason, message);
    }
  }

  /** Ends without one. */
  void fail(FetchFailure reason, String message) {
    end(new FetchOutcome.Failed(reason, message, timings()));
  }

  private void end(FetchOutcome outcome) {
    ended = true;
    carrier = null;
    inPhase.remove();
    inQueue.remove();
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
