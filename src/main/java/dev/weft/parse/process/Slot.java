package dev.weft.parse.process;

import dev.weft.parse.KnownLinks;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.frame.FieldWriter;
import dev.weft.parse.frame.FrameException;
import dev.weft.parse.frame.FrameReceiver.Frame;
import dev.weft.parse.frame.ParsedCodec;
import dev.weft.parse.process.ProcessPool.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place for one worker after another, and the documents the present one has.
 *
 * <p>A worker parses in the order it is asked, one at a time, and whatever it had answered when it
 * ended has been read; so it ended over the first of what is left. That document is a suspect: it
 * is sent again, alone, and the others as if nothing had been.
 *
 * <p>The keeper, a thread that lives as long as the pool, starts workers and reads their answers;
 * the {@link Sender} sends. All fields are guarded by the backlog's lock.
 */
final class Slot {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessPool.class);

  private final int number;
  private final Backlog backlog;
  private final WorkerCommand command;
  private final PrivateFolder folder;
  private final FieldWriter setup;
  private final @Nullable KnownLinks known;
  private final Options options;
  private final Condition changed;
  private final ArrayDeque<Document> inFlight = new ArrayDeque<>();

  /** The process, from its start to its end. */
  private @Nullable WorkerProcess worker;

  /** Whether it takes documents. */
  private boolean up;

  /** Whether the sender is sending; what it sends must not be answered by others meanwhile. */
  private boolean sending;

  /** When the first document's time, or the worker's to start, is up. */
  private long deadlineNanos = Long.MAX_VALUE;

  /** Whether the worker was killed because its time, or a document's, was up, and whose. */
  private boolean isOverTime;

  private @Nullable Document overdue;

  /** The document that is not being sent yet, so that its time does not run. */
  private @Nullable Document preparing;

  private boolean abandoned;
  private int starts;
  private int answers;
  private Duration backOff = Limits.BACK_OFF_FIRST;

  Slot(
      int number,
      Backlog backlog,
      WorkerCommand command,
      PrivateFolder folder,
      FieldWriter setup,
      @Nullable KnownLinks known,
      Options options) {
    this.number = number;
    this.backlog = backlog;
    this.command = command;
    this.folder = folder;
    this.setup = setup;
    this.known = known;
    this.options = options;
    this.changed = backlog.lock.newCondition();
  }

  int number() {
    return number;
  }

  boolean isUp() {
    return up;
  }

  /** Whether it wants documents: it is short of them, or a worker could be started. */
  boolean isShort() {
    return worker == null || (up && inFlight.size() <= Limits.IN_FLIGHT_LOW);
  }

  void wake() {
    changed.signalAll();
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  /** Ends the worker if its time is up. */
  void watch(long now) {
    if (worker != null && deadlineNanos != Long.MAX_VALUE && now - deadlineNanos >= 0) {
      isOverTime = true;
      overdue = inFlight.peek();
      deadlineNanos = Long.MAX_VALUE;
      worker.kill();
    }
  }

  /** Takes all documents away from the worker and ends it if there were any, or for good. */
  void abandon(List<Document> into) {
    boolean hasNone = inFlight.isEmpty();
    into.addAll(inFlight);
    inFlight.clear();
    if (worker != null && (backlog.isClosed() || !hasNone)) {
      abandoned = true;
      worker.kill();
    }
    wake();
  }

  /** Ends the worker, which may then have what it was to have sent again. */
  void kill() {
    backlog.lock.lock();
    try {
      if (worker != null) {
        worker.kill();
      }
    } finally {
      backlog.lock.unlock();
    }
  }

  /** The process id of the worker if it has a document; else 0. */
  long busyPid() {
    return worker == null || inFlight.isEmpty() ? 0 : worker.pid();
  }

  // --- the keeper -------------------------------------------------------------------------------

  /** Starts a worker whenever one is needed, until the pool is closed. */
  void keep() {
    while (awaitNeed()) {
      bury(live());
    }
  }

  private boolean awaitNeed() {
    backlog.lock.lock();
    try {
      while (!backlog.isClosed() && !(number == 0 && starts == 0) && backlog.size() <= number) {
        changed.awaitUninterruptibly();
      }
      starts++;
      return !backlog.isClosed();
    } finally {
      backlog.lock.unlock();
    }
  }

  /** One worker's life; gives how it ended. */
  private Death live() {
    try (WorkerProcess born = WorkerProcess.start(command, folder.socket(number, starts))) {
      String nonsense = null;
      try {
        serve(born);
      } catch (FrameException e) {
        nonsense = e.getMessage();
      } catch (IOException e) {
        // The socket ended because the process did, and its exit status says how.
        LOG.debug("parse worker {}: {}", number, e.getMessage());
      }
      return nonsense != null && !born.endsSoon()
          ? Death.ofNonsense(nonsense)
          : Death.ofExit(born.awaitExit(), options.heapBytes(), lastWords(born));
    } catch (IOException e) {
      return Death.ofOurs(e);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("parse worker {} is given up", number, e);
      return Death.ofOurs(e);
    }
  }

  private String lastWords(WorkerProcess born) throws IOException {
    String crash = folder.crash(born.pid());
    return crash.isEmpty() ? born.lastWords() : crash;
  }

  private void serve(WorkerProcess born) throws IOException {
    if (!adopt(born)) {
      return;
    }
    born.greet(setup);
    if (!open()) {
      return;
    }
    Frame frame;
    while ((frame = born.receiver().receive()) != null) {
      ParsedContent parsed = ParsedCodec.read(frame.fields(), known);
      Document document = answered();
      if (document == null) {
        return;
      }
      document.answerParsed(parsed);
    }
  }

  /** Takes a process on; from here on others may kill it. */
  private boolean adopt(WorkerProcess born) {
    backlog.lock.lock();
    try {
      worker = born;
      abandoned = backlog.isClosed();
      isOverTime = false;
      overdue = null;
      answers = 0;
      deadlineNanos = System.nanoTime() + Limits.START_MAX.toNanos();
      return !abandoned;
    } finally {
      backlog.lock.unlock();
    }
  }

  private boolean open() {
    backlog.lock.lock();
    try {
      up = !abandoned;
      deadlineNanos = Long.MAX_VALUE;
      backlog.started();
      wake();
      return up;
    } finally {
      backlog.lock.unlock();
    }
  }

  private @Nullable Document answered() {
    backlog.lock.lock();
    try {
      Document first = inFlight.poll();
      answers++;
      deadlineNanos = documentDeadline();
      if (isShort()) {
        wake();
      }
      return first;
    } finally {
      backlog.lock.unlock();
    }
  }

  private long documentDeadline() {
    Document first = inFlight.peek();
    return first == null || first == preparing
        ? Long.MAX_VALUE
        : System.nanoTime() + options.documentTimeMax().toNanos();
  }

  /** Finds out whom a worker's end is about, and waits before the next one if it did little. */
  private void bury(Death exit) {
    List<Document> lost = new ArrayList<>();
    ParsedContent verdict = ParsedContent.failed(exit.code(), exit.message());
    backlog.lock.lock();
    try {
      boolean wasUp = up;
      Death death = death(exit, wasUp);
      up = false;
      worker = null;
      deadlineNanos = Long.MAX_VALUE;
      while (sending) {
        changed.awaitUninterruptibly();
      }
      if (!abandoned) {
        Document blamed = wasUp ? blamed() : null;
        if (blamed != null && blamed.charge(death)) {
          lost.add(inFlight.remove());
          verdict = blamed.failure(death);
        } else if (!wasUp) {
          command.archive().distrust();
          lost.addAll(backlog.startFailed(death));
          verdict = Backlog.noWorker(death);
        }
        tell(death, blamed, !lost.isEmpty());
      }
      backlog.putBack(inFlight);
      rest(wasUp);
    } finally {
      backlog.lock.unlock();
    }
    for (Document document : lost) {
      document.answer(verdict);
    }
  }

  private Death death(Death exit, boolean wasUp) {
    if (wasUp) {
      return isOverTime ? Death.overTime(options.documentTimeMax()) : exit;
    }
    String late = "it was not ready within " + Limits.START_MAX.toSeconds() + " s";
    return Death.unstarted(isOverTime ? late : exit.message());
  }

  private @Nullable Document blamed() {
    Document first = inFlight.peek();
    return isOverTime && first != overdue ? null : first;
  }

  private void tell(Death death, @Nullable Document blamed, boolean isLost) {
    if (blamed == null) {
      LOG.warn("parse worker {} ended: {}", number, death.message());
    } else {
      String next = isLost ? "it is recorded as unparsable" : "it is tried again, alone";
      LOG.warn(
          "parse worker {} ended over {}: {}; {}",
          number,
          blamed.request().url(),
          death.message(),
          next);
    }
  }

  /** Waits if the last worker did nothing, longer each time. */
  private void rest(boolean wasUp) {
    if (answers > 0) {
      backOff = Limits.BACK_OFF_FIRST;
      return;
    }
    Duration most = wasUp ? Limits.BACK_OFF_MAX : Limits.BACK_OFF_START_MAX;
    long nanos = Math.min(backOff.toNanos(), most.toNanos());
    backOff = Duration.ofNanos(2 * nanos);
    try {
      while (nanos > 0 && !backlog.isClosed()) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // --- the sender -------------------------------------------------------------------------------

  /** Waits for the next document to send; null when the pool is closed. */
  @Nullable Document next() {
    backlog.lock.lock();
    try {
      while (!backlog.isClosed()) {
        Document first = inFlight.peek();
        boolean isFree = first == null || !first.isSuspect();
        boolean hasRoom = up && inFlight.size() < Limits.IN_FLIGHT_MAX;
        Document next = hasRoom && isFree ? backlog.take(first == null) : null;
        if (next != null) {
          inFlight.add(next);
          preparing = next;
          sending = true;
          return next;
        }
        changed.awaitUninterruptibly();
      }
      return null;
    } finally {
      backlog.lock.unlock();
    }
  }

  /** Says that a document is now being sent, so that its time runs; gives its worker, if any. */
  @Nullable WorkerProcess prepared() {
    backlog.lock.lock();
    try {
      boolean isFirst = preparing == inFlight.peek();
      preparing = null;
      if (isFirst) {
        deadlineNanos = documentDeadline();
      }
      return worker;
    } finally {
      backlog.lock.unlock();
    }
  }

  /** Takes a document back that need not be sent. */
  void drop(Document document) {
    backlog.lock.lock();
    try {
      inFlight.remove(document);
    } finally {
      backlog.lock.unlock();
    }
  }

  /** Says that the sender sends nothing. */
  void sent() {
    backlog.lock.lock();
    try {
      preparing = null;
      sending = false;
      wake();
    } finally {
      backlog.lock.unlock();
    }
  }
}
