package dev.weft.parse.process;

import dev.weft.parse.ParsedContent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The documents that wait for a worker, and the one lock of the pool. It is held for moments: never
 * over I/O, nor while a document is answered.
 */
final class Backlog {
  final ReentrantLock lock = new ReentrantLock();

  private final ArrayDeque<Document> waiting = new ArrayDeque<>();
  private final List<Slot> slots = new ArrayList<>();
  private int nextToWake;
  private int startsFailed;
  private @Nullable Death noWorker;
  private boolean closed;

  void register(Slot slot) {
    slots.add(slot);
  }

  List<Slot> slots() {
    return slots;
  }

  boolean isClosed() {
    return closed;
  }

  int size() {
    return waiting.size();
  }

  /** Takes a document in; answers it if it cannot be parsed. */
  void add(Document document) {
    ParsedContent refusal = null;
    lock.lock();
    try {
      if (closed) {
        refusal = ParsedContent.abandoned();
      } else if (noWorker != null) {
        refusal = noWorker(noWorker);
      } else if (waiting.size() >= Limits.WAITING_MAX) {
        refusal =
            ParsedContent.failed(
                "parseQueue", waiting.size() + " documents wait for a worker, the limit");
      } else {
        waiting.add(document);
        wakeOne();
      }
    } finally {
      lock.unlock();
    }
    if (refusal != null) {
      document.answer(refusal);
    }
  }

  /** The next document for a worker, which is idle or has others; null if it is to have none. */
  @Nullable Document take(boolean isIdle) {
    Document next = waiting.peek();
    if (next == null || (next.isSuspect() && !isIdle)) {
      return null;
    }
    waiting.remove();
    if (!waiting.isEmpty()) {
      wakeOne();
    }
    return next;
  }

  /** Puts documents back that a worker left, before all others and in their order. */
  void putBack(ArrayDeque<Document> left) {
    while (!left.isEmpty()) {
      waiting.addFirst(left.removeLast());
    }
    slots.forEach(Slot::wake);
  }

  /** Wakes a slot that wants a document, another one each time. */
  private void wakeOne() {
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(nextToWake++ % slots.size());
      if (slot.isShort()) {
        slot.wake();
        return;
      }
    }
  }

  /** A worker is up. */
  void started() {
    startsFailed = 0;
    noWorker = null;
  }

  /** None came up; gives the documents to be told that there is no worker, mostly none. */
  List<Document> startFailed(Death death) {
    startsFailed++;
    boolean anyAlive = slots.stream().anyMatch(Slot::isUp);
    if (startsFailed < Limits.STARTS_FAILED_MAX || anyAlive) {
      return List.of();
    }
    noWorker = death;
    List<Document> hopeless = List.copyOf(waiting);
    waiting.clear();
    return hopeless;
  }

  /** What documents are told while no worker starts. */
  static ParsedContent noWorker(Death last) {
    return ParsedContent.failed(last.code(), last.message() + "; use --parser threads");
  }

  /** Answers all documents there are, and ends the workers that have some. */
  void abandon(boolean forGood) {
    List<Document> all = new ArrayList<>();
    lock.lock();
    try {
      closed |= forGood;
      all.addAll(waiting);
      waiting.clear();
      slots.forEach(slot -> slot.abandon(all));
    } finally {
      lock.unlock();
    }
    all.forEach(document -> document.answer(ParsedContent.abandoned()));
  }
}
