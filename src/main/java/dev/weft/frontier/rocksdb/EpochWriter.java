package dev.weft.frontier.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.frontier.Changes;
import dev.weft.frontier.Committed;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.LongSet;
import dev.weft.frontier.OutputFile;
import dev.weft.frontier.QueuedUrl;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Writes epochs, each as one synced batch. On {@code weft-store}; what it throws ends the store.
 */
final class EpochWriter {
  private static final byte[] NOTHING = {};
  private static final Comparator<QueuedUrl> BY_FINGERPRINT =
      (one, other) ->
          Long.compareUnsigned(one.candidate().fingerprint(), other.candidate().fingerprint());

  private final Database db;
  private final DiskQueues queues;
  private final Rows rows = new Rows();
  private final Map<String, OutputFile> files = new HashMap<>();
  private Totals totals;

  EpochWriter(Database db, DiskQueues queues, Totals totals, List<OutputFile> files) {
    this.db = db;
    this.queues = queues;
    this.totals = totals;
    files.forEach(file -> this.files.put(MetaKeys.file(file), file));
  }

  /** Makes an epoch safe; then the queues know of it. */
  Committed commit(Epoch epoch) {
    if (epoch.number() != totals.epoch() + 1) {
      throw new IllegalStateException("epoch " + epoch.number() + " after " + totals.epoch());
    }
    Changes changes = epoch.changes();
    List<QueuedUrl> arrived = newOnes(changes.deferred());
    LongSet finished = new LongSet();
    changes.finished().forEach(end -> finished.add(end.url().order()));
    long known = (long) changes.deferred().size() - arrived.size();
    Totals next =
        new Totals(
            epoch.number(),
            changes.nextOrder(),
            totals.finished() + changes.finished().size(),
            changes.pagesFetched(),
            changes.wireBytes(),
            changes.duplicates());
    Map<Origin, List<QueuedUrl>> fresh = new HashMap<>();
    for (List<QueuedUrl> urls : List.of(changes.admitted(), arrived)) {
      for (QueuedUrl url : urls) {
        fresh.computeIfAbsent(url.candidate().url().origin(), o -> new ArrayList<>()).add(url);
      }
    }
    db.write(
        batch -> {
          putQueued(batch, fresh, finished);
          putSeen(batch, epoch.number(), fresh);
          putAgain(batch, changes.admitted());
          putEnds(batch, changes.finished());
          putSums(batch, fresh, changes.finished());
          putNotes(db, batch, epoch.notes());
          putFiles(batch, epoch.files());
          batch.put(db.handle(Table.META), MetaKeys.EPOCH, rows.totals(next));
        });
    totals = next;
    changes.finished().forEach(end -> queues.finished(end.url().order()));
    queues.written(changes.admitted(), finished, changes.nextOrder());
    arrived.forEach(queues::arrived);
    return new Committed(epoch.number(), countByOrigin(arrived), known);
  }

  /** Those of the deferred URLs that were never admitted, each fingerprint once, oldest first. */
  private List<QueuedUrl> newOnes(List<QueuedUrl> deferred) {
    if (deferred.isEmpty()) {
      return List.of();
    }
    List<QueuedUrl> sorted = new ArrayList<>(deferred);
    sorted.sort(BY_FINGERPRINT.thenComparing(QueuedUrl::order));
    List<QueuedUrl> unknown = new ArrayList<>();
    int most = Limits.DEFAULT.lookUpsMax();
    for (int from = 0; from < sorted.size(); from += most) {
      lookUp(sorted.subList(from, Math.min(sorted.size(), from + most)), unknown);
    }
    unknown.sort(Comparator.comparingLong(QueuedUrl::order));
    return unknown;
  }

  private void lookUp(List<QueuedUrl> sorted, List<QueuedUrl> unknown) {
    List<byte[]> keys = new ArrayList<>(sorted.size());
    sorted.forEach(url -> keys.add(rows.number(url.candidate().fingerprint())));
    List<byte @Nullable []> found = db.getAll(Table.URLS, keys);
    for (int i = 0; i < sorted.size(); i++) {
      QueuedUrl url = sorted.get(i);
      boolean isTwin =
          !unknown.isEmpty() && BY_FINGERPRINT.compare(unknown.get(unknown.size() - 1), url) == 0;
      if (found.get(i) == null && !isTwin) {
        unknown.add(url);
      }
    }
  }

  /** Rows of what waits; what is finished already needs none. */
  private void putQueued(WriteBatch batch, Map<Origin, List<QueuedUrl>> fresh, LongSet finished)
      throws RocksDBException {
    for (Map.Entry<Origin, List<QueuedUrl>> each : fresh.entrySet()) {
      byte[] prefix = queues.prefix(each.getKey());
      for (QueuedUrl url : each.getValue()) {
        if (!finished.contains(url.order())) {
          batch.put(db.handle(Table.QUEUE), rows.queueKey(prefix, url), rows.queueValue(url));
        }
      }
    }
  }

  /** The new fingerprints, sorted, as one value and each as a row. */
  private void putSeen(WriteBatch batch, long epoch, Map<Origin, List<QueuedUrl>> fresh)
      throws RocksDBException {
    long[] fingerprints =
        fresh.values().stream()
            .flatMap(List::stream)
            .filter(url -> url.visit() == 1)
            .mapToLong(url -> url.candidate().fingerprint() ^ Long.MIN_VALUE)
            .sorted()
            .map(flipped -> flipped ^ Long.MIN_VALUE)
            .toArray();
    RowWriter pack = new RowWriter().begin();
    for (long fingerprint : fingerprints) {
      pack.fixedLong(fingerprint);
      batch.put(db.handle(Table.URLS), rows.number(fingerprint), NOTHING);
    }
    if (fingerprints.length > 0) {
      batch.put(db.handle(Table.SEEN), rows.number(epoch), pack.toBytes());
    }
  }

  /** Marks URLs that wait for a visit after their first. */
  private void putAgain(WriteBatch batch, List<QueuedUrl> admitted) throws RocksDBException {
    for (QueuedUrl url : admitted) {
      if (url.visit() > 1) {
        batch.put(db.handle(Table.URLS), rows.againKey(url.candidate().fingerprint()), NOTHING);
      }
    }
  }

  private void putEnds(WriteBatch batch, List<FinishedUrl> ends) throws RocksDBException {
    long number = totals.finished();
    for (FinishedUrl end : ends) {
      QueuedUrl url = end.url();
      if (queues.isWritten(url)) {
        byte[] prefix = queues.prefix(url.candidate().url().origin());
        batch.singleDelete(db.handle(Table.QUEUE), rows.queueKey(prefix, url));
      }
      byte[] key = rows.number(number++);
      batch.put(db.handle(Table.ENDS), key, rows.endValue(end));
      batch.put(db.handle(Table.URLS), rows.number(url.candidate().fingerprint()), key);
      if (url.visit() > 1) {
        batch.delete(db.handle(Table.URLS), rows.againKey(url.candidate().fingerprint()));
      }
    }
  }

  private void putSums(WriteBatch batch, Map<Origin, List<QueuedUrl>> fresh, List<FinishedUrl> ends)
      throws RocksDBException {
    Map<Origin, Long> waiting = new HashMap<>();
    fresh.forEach((origin, urls) -> waiting.put(origin, (long) urls.size()));
    Map<HostName, Long> pages = new HashMap<>();
    for (FinishedUrl end : ends) {
      Origin origin = end.url().candidate().url().origin();
      waiting.merge(origin, -1L, Long::sum);
      if (end.usage().pageFetched()) {
        pages.merge(origin.host(), 1L, Long::sum);
      }
    }
    for (Map.Entry<Origin, Long> each : waiting.entrySet()) {
      add(batch, Table.ORIGINS, each.getKey().toString(), each.getValue());
    }
    for (Map.Entry<HostName, Long> each : pages.entrySet()) {
      add(batch, Table.HOSTS, each.getKey().toString(), each.getValue());
    }
  }

  private void add(WriteBatch batch, Table table, String key, long summand)
      throws RocksDBException {
    if (summand != 0) {
      batch.merge(db.handle(table), key.getBytes(UTF_8), rows.sum(summand));
    }
  }

  /** Writes notes; an empty text removes one. */
  static void putNotes(Database db, WriteBatch batch, Map<String, String> notes)
      throws RocksDBException {
    for (Map.Entry<String, String> note : notes.entrySet()) {
      byte[] key = MetaKeys.note(note.getKey());
      if (note.getValue().isEmpty()) {
        batch.delete(db.handle(Table.META), key);
      } else {
        batch.put(db.handle(Table.META), key, note.getValue().getBytes(UTF_8));
      }
    }
  }

  private void putFiles(WriteBatch batch, List<OutputFile> now) throws RocksDBException {
    Set<String> gone = new HashSet<>(files.keySet());
    for (OutputFile file : now) {
      String key = MetaKeys.file(file);
      gone.remove(key);
      if (!isSame(file, files.put(key, file))) {
        batch.put(db.handle(Table.META), key.getBytes(UTF_8), rows.file(file));
      }
    }
    for (String key : gone) {
      files.remove(key);
      batch.delete(db.handle(Table.META), key.getBytes(UTF_8));
    }
  }

  /** Whether nothing is new of a file, which is of one sink and path. */
  private static boolean isSame(OutputFile file, @Nullable OutputFile before) {
    return before != null
        && file.length() == before.length()
        && file.checksum() == before.checksum()
        && file.resume().equals(before.resume());
  }

  private static Map<Origin, Long> countByOrigin(List<QueuedUrl> urls) {
    Map<Origin, Long> counts = new HashMap<>();
    urls.forEach(url -> counts.merge(url.candidate().url().origin(), 1L, Long::sum));
    return counts;
  }
}
