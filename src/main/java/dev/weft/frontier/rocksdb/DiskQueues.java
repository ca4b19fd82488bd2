package dev.weft.frontier.rocksdb;

import dev.weft.frontier.LongSet;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.UrlRuns;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queues as {@code weft-store} sees them: rows on disk, and URLs appended that no commit has
 * made rows of yet.
 */
final class DiskQueues {
  /** Parts looked at to find one to forget: those with fresh runs are few, and soon have none. */
  private static final int LOOKS_MAX = 8;

  /*
   * Every URL that is committed and not finished has a row, wherever it is in the running crawl. The
   * rows that the frontier has at hand (in a head, leased, waiting for a retry, finished in an epoch
   * to come) are held: their order numbers are in one set, and reading passes over them. What is
   * appended is not held: a row if its epoch was committed, else in its origin's fresh runs until
   * the commit makes it a row. So the set is bounded by heads, leases and epochs under way.
   *
   * An origin may have a Part, with the key from which on rows have not been read; before it every
   * row is held. A read begins there and moves it on, so no read comes across the remains of rows
   * that were finished long ago. A row that stops being held, or is new, before that key moves it
   * back to itself. Only so many parts are kept, those used last, besides those with fresh runs.
   * Once one was forgotten, or rows were here before, an origin without a part may have rows not
   * held anywhere: a new part then begins at the first.
   */
  private final Database db;
  private final int partsMax;
  private final Rows rows = new Rows();
  private final LinkedHashMap<Origin, Part> parts = new LinkedHashMap<>(16, 0.75f, true);
  private final LongSet held = new LongSet();
  private boolean othersHaveRows;
  private final OriginRound round;

  /** URLs with lower order numbers were in committed epochs. */
  private long writtenBefore;

  /** What waits of one origin. */
  private static final class Part {
    final byte[] prefix;
    private @Nullable UrlRuns runs;

    /** From where rows were not read; null if all are held. */
    byte @Nullable [] unread;

    Part(byte[] prefix) {
      this.prefix = prefix;
    }

    boolean hasFresh() {
      return runs != null;
    }

    /** URLs that no commit has made rows yet. */
    UrlRuns fresh() {
      UrlRuns fresh = runs == null ? new UrlRuns() : runs;
      runs = fresh;
      return fresh;
    }

    @Nullable QueuedUrl firstFresh() {
      return runs == null ? null : runs.first();
    }

    QueuedUrl pollFresh() {
      QueuedUrl first = fresh().pollFirst();
      dropRunsIfEmpty();
      return first;
    }

    void dropRunsIfEmpty() {
      runs = runs == null || runs.isEmpty() ? null : runs;
    }

    void stepBackTo(byte[] key) {
      if (unread == null || Arrays.compareUnsigned(key, unread) < 0) {
        unread = key;
      }
    }
  }

  /** What one read brought: rows that are not held, and the key behind them if there is one. */
  private static final class Found {
    final List<byte[]> keys = new ArrayList<>();
    final List<QueuedUrl> urls = new ArrayList<>();
    byte @Nullable [] next;
  }

  /** Queues of a database in which URLs with lower order numbers have rows, none of them held. */
  DiskQueues(Database db, long writtenBefore, int partsMax) {
    this.db = db;
    this.writtenBefore = writtenBefore;
    this.partsMax = partsMax;
    round = new OriginRound(db);
    othersHaveRows = writtenBefore > 0;
  }

  /** Whether a URL came with a committed epoch. */
  boolean isWritten(QueuedUrl url) {
    return url.order() < writtenBefore;
  }

  byte[] prefix(Origin origin) {
    Part part = parts.get(origin);
    return part != null ? part.prefix : Rows.queuePrefix(origin);
  }

  void append(QueuedUrl url) {
    Part part = part(url.candidate().url().origin());
    if (isWritten(url)) {
      held.remove(url.order());
      part.stepBackTo(rows.queueKey(part.prefix, url));
    } else {
      part.fresh().add(url);
    }
  }

  /** Takes the first URLs of an origin; from now on they are held. */
  List<QueuedUrl> take(Origin origin, int urlsMax) {
    Part part = part(origin);
    Found found = read(part, urlsMax);
    List<QueuedUrl> taken = new ArrayList<>(urlsMax);
    int fromDisk = 0;
    while (taken.size() < urlsMax) {
      QueuedUrl row = fromDisk < found.urls.size() ? found.urls.get(fromDisk) : null;
      QueuedUrl fresh = part.firstFresh();
      if (row != null && (fresh == null || row.compareTo(fresh) < 0)) {
        taken.add(row);
        fromDisk++;
      } else if (fresh != null) {
        taken.add(part.pollFresh());
      } else {
        break;
      }
    }
    part.unread = fromDisk < found.keys.size() ? found.keys.get(fromDisk) : found.next;
    taken.forEach(url -> held.add(url.order()));
    if (!othersHaveRows && part.unread == null && !part.hasFresh()) {
      parts.remove(origin);
    }
    return taken;
  }

  private Found read(Part part, int urlsMax) {
    Found found = new Found();
    if (part.unread != null) {
      db.scan(
          Table.QUEUE,
          part.unread,
          Rows.queueEnd(part.prefix),
          (key, value) -> {
            if (held.contains(Rows.orderOf(key))) {
              return true;
            }
            if (found.urls.size() == urlsMax) {
              found.next = key;
              return false;
            }
            found.keys.add(key);
            found.urls.add(rows.queued(key, value));
            return true;
          });
    }
    return found;
  }

  /**
   * Learns that admitted URLs have rows now, all with order numbers below {@code before}: those
   * that wait here may be read, the others are held by the frontier.
   */
  void written(List<QueuedUrl> admitted, LongSet finished, long before) {
    for (QueuedUrl url : admitted) {
      if (!finished.contains(url.order())) {
        held.add(url.order());
      }
    }
    Origin last = null;
    for (QueuedUrl url : admitted) {
      Origin origin = url.candidate().url().origin();
      if (!origin.equals(last)) {
        last = origin;
        Part part = parts.get(origin);
        if (part != null && part.hasFresh()) {
          part.fresh().pollBefore(before, row -> release(part, row));
          part.dropRunsIfEmpty();
        }
      }
    }
    writtenBefore = before;
  }

  private void release(Part part, QueuedUrl row) {
    held.remove(row.order());
    part.stepBackTo(rows.queueKey(part.prefix, row));
  }

  /** A row that nobody holds was added. */
  void arrived(QueuedUrl row) {
    Origin origin = row.candidate().url().origin();
    Part part = othersHaveRows ? parts.get(origin) : part(origin);
    if (part != null) {
      part.stepBackTo(rows.queueKey(part.prefix, row));
    }
  }

  /** A row is no more. */
  void finished(long order) {
    held.remove(order);
  }

  private Part part(Origin origin) {
    Part part = parts.get(origin);
    if (part == null) {
      part = new Part(Rows.queuePrefix(origin));
      part.unread = othersHaveRows ? part.prefix : null;
      forgetOne();
      parts.put(origin, part);
    }
    return part;
  }

  private void forgetOne() {
    Iterator<Part> eldest = parts.values().iterator();
    for (int i = 0; i < LOOKS_MAX && parts.size() >= partsMax && eldest.hasNext(); i++) {
      if (!eldest.next().hasFresh()) {
        eldest.remove();
        othersHaveRows = true;
      }
    }
  }

  /** See {@link dev.weft.frontier.FrontierStore#origins}. */
  List<Origin> origins(int originsMax) {
    return round.next(originsMax, this::originsWithFresh);
  }

  private List<Origin> originsWithFresh() {
    List<Origin> origins = new ArrayList<>();
    parts.forEach(
        (origin, part) -> {
          if (part.hasFresh()) {
            origins.add(origin);
          }
        });
    return origins;
  }
}
