package dev.weft.parse.process;

import dev.weft.parse.ContentRequest;
import dev.weft.parse.ParsedContent;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request on its way through the pool. What it has cost is guarded by the backlog's lock. */
final class Document {
  private final ContentRequest request;
  private final Consumer<ParsedContent> done;
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile @Nullable ParsedContent decoded;
  private int cost;
  private int lost;

  Document(ContentRequest request, Consumer<ParsedContent> done) {
    this.request = request;
    this.done = done;
  }

  ContentRequest request() {
    return request;
  }

  /** Whether a worker has ended over it; it is then sent to a worker that has no other. */
  boolean isSuspect() {
    return cost + lost > 0;
  }

  /** Counts a worker that ended over it; whether it was one too many. */
  boolean charge(Death death) {
    if (death.isFromOutside()) {
      lost++;
    } else {
      cost++;
    }
    return cost >= Limits.WORKERS_COST_MAX || lost >= Limits.WORKERS_LOST_MAX;
  }

  /** Why it cannot be parsed, the last worker having died so. */
  ParsedContent failure(Death last) {
    String others =
        cost + lost > 1 ? " (" + (cost + lost) + " workers ended over this document)" : "";
    return ParsedContent.failed(last.code(), last.message() + others);
  }

  /** Keeps what was found of it on this side of the socket, to be completed by the worker. */
  void decodedHere(ParsedContent own) {
    decoded = own;
  }

  /** Answers with what was found on this side. */
  void answerAsDecoded() {
    ParsedContent own = decoded;
    if (own == null) {
      throw new IllegalStateException("not decoded: " + request.url());
    }
    answer(own);
  }

  /** Answers with what a worker found, and what was found on this side. */
  void answerParsed(ParsedContent parsed) {
    ParsedContent own = decoded;
    answer(own == null ? parsed : own.with(parsed.outcome()));
  }

  /** Answers, unless that has been done; without the backlog's lock. */
  void answer(ParsedContent parsed) {
    if (answered.compareAndSet(false, true)) {
      done.accept(parsed);
    }
  }
}
