package dev.weft.parse;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Content looked into on threads of its own in this process ({@code weft-parse-N}), each in one
 * document at a time. A document that never ends takes its thread with it, for a thread cannot be
 * killed; one that exhausts memory may hurt others.
 */
public final class ThreadedParser implements ContentParser {
  private static final long END_MILLIS = 1_500;

  private final ContentParser inner;
  private final ThreadPoolExecutor threads;

  /** What waits or is being parsed, each with the one answer it gets. */
  private final Map<Document, Boolean> pending = new ConcurrentHashMap<>();

  /** A parser of so many threads that all ask {@code inner}, which it closes. */
  public ThreadedParser(int threads, ContentParser inner) {
    AtomicInteger number = new AtomicInteger();
    this.inner = inner;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(Limits.DOCUMENTS_WAITING_MAX),
            task -> {
              Thread thread = new Thread(task, "weft-parse-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void parse(ContentRequest request, Consumer<ParsedContent> done) {
    Document document = new Document(request, done);
    pending.put(document, true);
    try {
      threads.execute(() -> parse(document));
    } catch (RejectedExecutionException e) {
      answer(document, threads.isShutdown() ? ParsedContent.abandoned() : tooMany());
    }
  }

  private void parse(Document document) {
    if (!pending.containsKey(document)) {
      return;
    }
    try {
      inner.parse(document.request, parsed -> answer(document, parsed));
    } catch (RuntimeException | Error e) {
      // What others wrote may throw anything, and each document has its answer all the same.
      if (!pending.containsKey(document)) {
        throw e;
      }
      answer(document, ParsedContent.failed(InlineParser.BROKEN, e.toString()));
    }
  }

  private static ParsedContent tooMany() {
    return ParsedContent.failed(
        "parseQueue", Limits.DOCUMENTS_WAITING_MAX + " documents wait to be parsed, the limit");
  }

  /** Answers a document that has not been answered. */
  private void answer(Document document, ParsedContent parsed) {
    if (pending.remove(document) != null) {
      document.done.accept(parsed);
    }
  }

  @Override
  public void abandon() {
    threads.getQueue().clear();
    pending.keySet().forEach(document -> answer(document, ParsedContent.abandoned()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    abandon();
    try {
      if (threads.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)) {
        inner.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A request with who wants to know; each is its own. */
  private static final class Document {
    private final ContentRequest request;
    private final Consumer<ParsedContent> done;

    Document(ContentRequest request, Consumer<ParsedContent> done) {
      this.request = request;
      this.done = done;
    }
  }
}
