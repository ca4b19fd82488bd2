package dev.weft.fetch.blocking;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.blocking.Clocks.Passed;
import dev.weft.fetch.blocking.Clocks.Wait;
import dev.weft.fetch.blocking.Connections.Route;
import dev.weft.fetch.http1.AnswerReader;
import dev.weft.fetch.http1.BadAnswer;
import dev.weft.fetch.http1.Head;
import dev.weft.fetch.http1.RequestHead;
import dev.weft.page.ContentDecoder;
import dev.weft.page.FetchFailure;
import dev.weft.page.Truncation;
import java.io.IOException;
import java.util.Optional;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.pool.PoolEntry;
import org.jspecify.annotations.Nullable;

/**
 * Holds the conversation of an exchange, on its thread: a connection, a request, an answer, and
 * what is to be made of each way that can end. Here exceptions become outcomes. Any thread.
 */
final class Conversations {
  private final FetchOptions options;
  private final Connections connections;
  private final Buffers.Shelf shelf;
  private final RequestHead plainRequests;
  private @Nullable RequestHead secureRequests;

  /** {@code plainRequests} are those over http. */
  Conversations(
      FetchOptions options,
      Connections connections,
      Buffers.Shelf shelf,
      RequestHead plainRequests) {
    this.options = options;
    this.connections = connections;
    this.shelf = shelf;
    this.plainRequests = plainRequests;
  }

  /**
   * The outcome of an exchange. A kept connection that turns out to be dead before a byte of the
   * answer came is replaced once, by a fresh one.
   */
  FetchOutcome hold(Exchange exchange) {
    try {
      FetchOutcome outcome = hold(exchange, false);
      if (outcome == null) {
        outcome = hold(exchange, true);
      }
      return outcome == null
          ? exchange.failed(
              FetchFailure.DISCONNECTED, "the connection ended before the headers did")
          : outcome;
    } catch (FetchEnded e) {
      return exchange.failed(e.reason(), e.what());
    }
  }

  private @Nullable FetchOutcome hold(Exchange exchange, boolean fresh) throws FetchEnded {
    while (true) {
      try {
        return holdOnce(exchange, fresh);
      } catch (NoSocket e) {
        exchange.clocks().waitFor(Wait.PLACE, System.nanoTime());
      }
    }
  }

  private @Nullable FetchOutcome holdOnce(Exchange exchange, boolean fresh) throws FetchEnded {
    PoolEntry<Route, Wire> place = connections.lease(exchange);
    boolean reusable = false;
    FetchRequest request = exchange.request();
    try (Reading reading = new Reading(exchange, shelf, request.method().equals("HEAD"))) {
      Wire wire = connections.wire(place, exchange, fresh);
      boolean kept = wire.isUsed();
      IOException broken = null;
      try {
        exchange.sends(System.nanoTime());
        wire.talk(requests(request).text(request), request.content(), reading);
      } catch (BadAnswer bad) {
        return exchange.failed(bad.reason(), bad.what());
      } catch (IOException e) {
        broken = e;
      } catch (HttpException e) {
        return exchange.failed(FetchFailure.MALFORMED_ANSWER, String.valueOf(e.getMessage()));
      }
      Head head = reading.head();
      if (head != null && request.proxyOrNull() != null && !request.url().origin().isSecure()) {
        Optional<String> refusal = RequestHead.refusal(request, head);
        if (refusal.isPresent()) {
          return exchange.failed(FetchFailure.PROXY_FAILED, refusal.get());
        }
      }
      if (head != null && reading.isWhole()) {
        FetchOutcome outcome = whole(exchange, reading, head, wire);
        reusable = exchange.letGo() && head.keepAlive() && isAllRead(reading);
        return outcome;
      }
      boolean mayReplace = kept && !reading.started() && exchange.mayAskTwice();
      return cut(exchange, reading, wire, broken, mayReplace);
    } catch (NoSocket e) {
      connections.makeDo(e);
      throw e;
    } finally {
      exchange.letGo();
      connections.release(place, reusable);
    }
  }

  private static boolean isAllRead(Reading reading) {
    return !reading.overflowed() && reading.rest().size() == 0;
  }

  /** What becomes of an answer that came to its end. */
  private static FetchOutcome whole(Exchange exchange, Reading reading, Head head, Wire wire)
      throws FetchEnded {
    if (reading.overflowed()) {
      return exchange.answered(head, reading.body(), Truncation.LENGTH, wire.remote());
    }
    if (!head.keepAlive()) {
      AnswerReader.skipLineEnds(reading.rest());
      if (reading.rest().size() > 0) {
        return exchange.failed(
            FetchFailure.MALFORMED_ANSWER, "bytes follow an answer that said it was the last");
      }
    }
    return exchange.answered(head, reading.body(), null, wire.remote());
  }

  /** What becomes of one that did not; null if it may be asked for again. */
  private static @Nullable FetchOutcome cut(
      Exchange exchange,
      Reading reading,
      Wire wire,
      @Nullable IOException broken,
      boolean mayReplace)
      throws FetchEnded {
    Head head = reading.head();
    Passed givenUp = exchange.givenUp();
    if (givenUp != null) {
      return head == null || givenUp.reason() == FetchFailure.CANCELLED
          ? exchange.failed(givenUp.reason(), givenUp.message())
          : exchange.answered(head, reading.body(), Truncation.TIME, wire.remote());
    }
    if (head != null) {
      boolean whole = reading.endsAtClose() && broken == null && wire.endedCleanly();
      Truncation truncation = whole ? null : Truncation.DISCONNECT;
      return exchange.answered(head, reading.body(), truncation, wire.remote());
    }
    if (mayReplace) {
      return null;
    }
    String cause = broken == null ? "" : ": " + broken.getMessage();
    return exchange.failed(
        FetchFailure.DISCONNECTED, "the connection ended before the headers did" + cause);
  }

  /**
   * Requests over https accept the codings of native libraries, which on plain http some middle
   * boxes damage; loading those takes a while, so the first request that needs them does it.
   */
  RequestHead requests(FetchRequest request) {
    return request.url().origin().isSecure() ? secureRequests() : plainRequests;
  }

  private synchronized RequestHead secureRequests() {
    if (secureRequests == null) {
      secureRequests = new RequestHead(options, ContentDecoder.allCodings());
    }
    return secureRequests;
  }
}
